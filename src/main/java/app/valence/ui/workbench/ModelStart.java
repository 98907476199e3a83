package app.valence.ui.workbench;

import app.valence.model.BundledModel;
import app.valence.runs.ModelChoice;

/**
 * What the next run starts from.
 *
 * @param name what people call it
 */
public record ModelStart(String name, ModelChoice choice) {
  /** The encoder that comes with the program. */
  public static final ModelStart BUNDLED =
      new ModelStart(BundledModel.ENCODER.title(), ModelChoice.Bundled.ENCODER);
}
