/** The window: the only door to JavaFX, one folder for each screen. */
@Feature(
    name = "ui",
    uses = {
      "data",
      "tensor",
      "model",
      "evaluation",
      "training",
      "prompting",
      "scoring",
      "jobs",
      "files",
      "settings",
      "workspace",
      "runs",
      "adaptation",
      "recipes",
      "samples"
    })
@NullMarked
package app.valence.ui;

import app.valence.Feature;
import org.jspecify.annotations.NullMarked;
