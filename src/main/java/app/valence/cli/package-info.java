/** The headless commands. */
@Feature(
    name = "cli",
    uses = {
      "data",
      "tensor",
      "model",
      "evaluation",
      "training",
      "prompting",
      "scoring",
      "benchmark",
      "recipes",
      "samples",
      "jobs",
      "files"
    })
@NullMarked
package app.valence.cli;

import app.valence.Feature;
import org.jspecify.annotations.NullMarked;
