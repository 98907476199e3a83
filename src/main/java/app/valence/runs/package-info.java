/** Runs as a person asks for them and finds them again: carried out, recorded, listed, resumed. */
@Feature(
    name = "runs",
    uses = {
      "data",
      "model",
      "evaluation",
      "training",
      "prompting",
      "tensor",
      "jobs",
      "files",
      "recipes"
    })
@NullMarked
package app.valence.runs;

import app.valence.Feature;
import org.jspecify.annotations.NullMarked;
