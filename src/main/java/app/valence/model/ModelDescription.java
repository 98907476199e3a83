package app.valence.model;

import app.valence.model.checkpoint.CheckpointTensors;
import app.valence.model.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What can be told of a model in a folder without loading its weights.
 *
 * @param parameters numbers in its weights, heads included; of an adapter, in those of its base
 * @param bytes of all its files, without folders in it
 * @param classifier whether it has a trained classification head
 * @param card its model card, in Markdown
 */
public record ModelDescription(
    ModelConfig config, long parameters, long bytes, boolean classifier, Optional<String> card) {
  private static final String CARD = "README.md";

  /**
   * Looks at the model in {@code folder}.
   *
   * @throws IOException if it cannot be used; the message says what is missing
   */
  public static ModelDescription read(Path folder) throws IOException {
    ModelConfig config = ModelFiles.config(folder);
    try (Tokenizer tokenizer = Tokenizer.load(ModelFiles.tokenizerFolder(folder))) {
      TokenizerFit.require(folder, config, tokenizer);
    }
    boolean adapted = AdapterFiles.holdsAdapter(folder);
    long parameters;
    try (CheckpointTensors tensors =
        CheckpointTensors.open(adapted ? AdapterOrigin.find(folder) : folder)) {
      parameters = ModelOutline.parameters(tensors);
    }
    boolean classifier = ModelFiles.holdsClassifier(folder);
    return new ModelDescription(config, parameters, bytes(folder), classifier, card(folder));
  }

  private static long bytes(Path folder) throws IOException {
    long bytes = 0;
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        bytes += Files.size(file);
      }
    }
    return bytes;
  }

  /** Broken characters in a text that is only read are no reason to refuse a model. */
  private static Optional<String> card(Path folder) throws IOException {
    Path file = folder.resolve(CARD);
    return Files.isRegularFile(file)
        ? Optional.of(new String(Files.readAllBytes(file), StandardCharsets.UTF_8))
        : Optional.empty();
  }
}
