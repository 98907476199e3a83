package app.valence.model;

import app.valence.model.tokenizer.SmallTokenizers;
import app.valence.tensor.TensorScope;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Tiny decoders for the tests of packages that use them. */
public final class DecoderModels {
  /** The most tokens that saved models read. */
  public static final int POSITIONS = 48;

  private DecoderModels() {}

  /** A drawn language model of twelve positions with tokens that end texts. */
  public static CausalLanguageModel languageModel(
      String modelType, Set<Integer> endTokens, TensorScope scope) {
    var extras = JsonNodeFactory.instance.objectNode();
    var ends = extras.putArray("eos_token_id");
    endTokens.forEach(token -> ends.add(token));
    ModelConfig config = TinyModels.config(modelType).withExtras(ConfigExtras.of(extras));
    return ModelFiles.newCausalLanguageModel(config, scope, 3);
  }

  /**
   * Saves a drawn language model of {@link #POSITIONS} positions with a byte-level tokenizer; token
   * 0 starts and ends texts.
   */
  public static Path saveLanguageModel(String modelType, Path folder, TensorScope scope)
      throws IOException {
    ModelFiles.save(
        ModelFiles.newCausalLanguageModel(readable(modelType, folder), scope, 3), folder);
    return folder;
  }

  /** Saves a drawn classifier of three classes with the same body. */
  public static Path saveClassifier(String modelType, Path folder, TensorScope scope)
      throws IOException {
    ModelFiles.save(ModelFiles.newClassifier(readable(modelType, folder), scope, 3), folder);
    return folder;
  }

  private static ModelConfig readable(String modelType, Path folder) throws IOException {
    int vocabulary = SmallTokenizers.writeByteLevel(folder, List.of("<|endoftext|>")).size();
    return config(modelType, vocabulary, POSITIONS);
  }

  /** The shape of a tiny decoder whose texts token 0 ends. */
  public static ModelConfig config(String modelType, int vocabulary, int positions) {
    ModelConfig tiny = TinyModels.config(modelType);
    var size = tiny.size();
    var extras = JsonNodeFactory.instance.objectNode().put("eos_token_id", 0);
    return new ModelConfig(
        tiny.architecture(),
        modelType,
        new ModelConfig.Size(
            vocabulary,
            size.embedding(),
            size.hidden(),
            size.layers(),
            size.heads(),
            size.intermediate(),
            positions,
            size.tokenTypes()),
        tiny.activation(),
        tiny.normEpsilon(),
        tiny.dropout(),
        0.5,
        tiny.paddingId(),
        tiny.labels(),
        tiny.decoder(),
        ConfigExtras.of(extras));
  }

  /** A drawn language model for a vocabulary, without dropout; token 1 pads. */
  public static CausalLanguageModel languageModel(
      String modelType, int vocabulary, int positions, TensorScope scope, long seed) {
    ModelConfig config = config(modelType, vocabulary, positions);
    var quiet =
        new ModelConfig(
            config.architecture(),
            config.modelType(),
            config.size(),
            config.activation(),
            config.normEpsilon(),
            new ModelConfig.Dropout(0, 0, 0),
            0.1,
            1,
            config.labels(),
            config.decoder(),
            ConfigExtras.NONE);
    return ModelFiles.newCausalLanguageModel(quiet, scope, seed);
  }
}
