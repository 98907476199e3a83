package app.valence.ui.model;

import app.valence.adaptation.AdaptedModels;
import app.valence.model.BundledModel;
import app.valence.model.PretrainedModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Where models come from.
 *
 * @param adapted those that were made here
 * @param starter makes more of them
 * @param bundled those that come with the program
 * @param finder finds the folder of any that is there
 */
public record ModelPlace(
    AdaptedModels adapted,
    AdaptationStarter starter,
    List<BundledModel> bundled,
    FolderFinder finder) {
  /** Finds models. */
  @FunctionalInterface
  public interface FolderFinder {
    /** The folder of one, where it is unpacked if it is not there yet. */
    Path find(PretrainedModel model) throws IOException;
  }

  /** The folder of a model that is no random weights. */
  Path folder(ModelEntry entry) throws IOException {
    return finder.find(entry.pretrained());
  }
}
