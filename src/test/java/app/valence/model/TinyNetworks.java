package app.valence.model;

import app.valence.tensor.TensorScope;
import java.util.List;

/** Tiny networks of every family, with dropout everywhere, for the tests of other packages. */
public final class TinyNetworks {
  private TinyNetworks() {}

  /** A drawn classifier of three classes, thirty tokens and two layers. */
  public static SequenceClassifier classifier(String modelType, TensorScope scope) {
    return ModelFiles.newClassifier(TinyModels.config(modelType), scope, 3);
  }

  /** A drawn language model of the same shape; of an encoder, one that guesses masked tokens. */
  public static Model languageModel(String modelType, TensorScope scope) {
    ModelConfig config = TinyModels.config(modelType);
    return config.architecture().isDecoder()
        ? ModelFiles.newCausalLanguageModel(config, scope, 3)
        : ModelFiles.newMaskedLanguageModel(config, scope, 3);
  }

  /** A model with an adapter of this rank beside some layers, which has learnt something. */
  public static <M extends Model> M adapted(M model, String target, TensorScope scope) {
    var settings = new LoraSettings(2, 4, 0.25, List.of(target), Lora.trainedHead(model));
    M adapted = Lora.attach(model, settings, scope, 5);
    LoraTest.train(adapted);
    return adapted;
  }
}
