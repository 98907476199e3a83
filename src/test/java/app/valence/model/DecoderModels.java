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
}
