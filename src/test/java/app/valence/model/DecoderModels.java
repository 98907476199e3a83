package app.valence.model;

import app.valence.tensor.TensorScope;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Set;

/** Tiny decoders for the tests of packages that use them. */
public final class DecoderModels {
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

  /** A drawn language model for a vocabulary, without dropout. */
  public static CausalLanguageModel languageModel(
      String modelType, int vocabulary, int positions, TensorScope scope, long seed) {
    return ModelFiles.newCausalLanguageModel(config(modelType, vocabulary, positions), scope, seed);
  }

  private static ModelConfig config(String modelType, int vocabulary, int positions) {
    ModelConfig tiny = TinyModels.config(modelType);
    ModelConfig.Size size = tiny.size();
    return new ModelConfig(
        tiny.architecture(),
        tiny.modelType(),
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
        new ModelConfig.Dropout(0, 0, 0),
        0.1,
        1,
        tiny.labels(),
        tiny.decoder(),
        tiny.extras());
  }
}
