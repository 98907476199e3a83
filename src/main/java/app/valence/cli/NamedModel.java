package app.valence.cli;

import app.valence.model.BundledModel;
import app.valence.model.ModelFolder;
import app.valence.model.PretrainedModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Understands what was said as a model to start from. */
final class NamedModel {
  private NamedModel() {}

  /** A model in a folder, unless there is none and one that comes with the program is called so. */
  static PretrainedModel of(Path named) {
    Optional<BundledModel> bundled =
        BundledModel.named(named.toString()).filter(BundledModel.offered()::contains);
    return bundled.isPresent() && !Files.exists(named) ? bundled.get() : new ModelFolder(named);
  }
}
