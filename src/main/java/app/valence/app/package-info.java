/** The entry point and the wiring; nothing uses it. */
@Feature(
    name = "app",
    uses = {
      "cli",
      "ui",
      "runs",
      "adaptation",
      "workspace",
      "settings",
      "data",
      "tensor",
      "model",
      "evaluation",
      "training",
      "scoring",
      "jobs",
      "files"
    })
@NullMarked
package app.valence.app;

import app.valence.Feature;
import org.jspecify.annotations.NullMarked;
