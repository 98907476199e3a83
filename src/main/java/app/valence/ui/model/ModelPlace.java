package app.valence.ui.model;

import app.valence.adaptation.AdaptedModels;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Where models come from.
 *
 * @param adapted those that were made here
 * @param starter makes more of them
 * @param bundled the one that comes with the program
 */
public record ModelPlace(AdaptedModels adapted, AdaptationStarter starter, BundledFolder bundled) {
  /** Finds the bundled model. */
  @FunctionalInterface
  public interface BundledFolder {
    /** Its folder, where it is unpacked if it is not there yet. */
    Path find() throws IOException;
  }
}
