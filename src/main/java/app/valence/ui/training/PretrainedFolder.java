package app.valence.ui.training;

import app.valence.adaptation.AdaptedModel;
import app.valence.adaptation.AdaptedModels;
import app.valence.model.ModelConfig;
import app.valence.model.ModelFiles;
import app.valence.ui.text.ErrorText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A folder that was chosen as the start of a run, and what was found in it.
 *
 * @param name what people call its model
 * @param config of the model; empty if it cannot be used
 * @param hasHead whether it is a classifier already
 * @param error what is wrong and what to do; empty if nothing
 */
record PretrainedFolder(
    Path folder, String name, Optional<ModelConfig> config, boolean hasHead, String error) {
  /** Looks at the folder's configuration, not at its weights. */
  static PretrainedFolder check(Path folder) {
    try {
      ModelConfig config = ModelFiles.config(folder);
      if (!Files.isRegularFile(folder.resolve("tokenizer.json"))
          && !Files.isRegularFile(folder.resolve("vocab.txt"))) {
        throw new java.nio.file.NoSuchFileException(folder.resolve("tokenizer.json").toString());
      }
      boolean head = ModelFiles.holdsClassifier(folder);
      String name = AdaptedModels.find(folder).map(AdaptedModel::name).orElse(fileName(folder));
      return new PretrainedFolder(folder, name, Optional.of(config), head, "");
    } catch (IOException e) {
      return unusable(folder, ErrorText.of(e));
    }
  }

  static PretrainedFolder unusable(Path folder, String error) {
    return new PretrainedFolder(folder, fileName(folder), Optional.empty(), false, error);
  }

  private static String fileName(Path folder) {
    return String.valueOf(folder.getFileName());
  }

  /** Whether its model continues texts. */
  boolean isDecoder() {
    return config.filter(found -> found.architecture().isDecoder()).isPresent();
  }

  /** Whether a run can start from it. */
  boolean isUsable() {
    return config.isPresent();
  }
}
