/** The window: screens, navigation and controls; the only door to JavaFX. */
@Feature(
    name = "ui",
    uses = {
      "data",
      "tensor",
      "model",
      "evaluation",
      "training",
      "scoring",
      "benchmark",
      "jobs",
      "files"
    })
@NullMarked
package app.valence.ui;

import app.valence.Feature;
import org.jspecify.annotations.NullMarked;
