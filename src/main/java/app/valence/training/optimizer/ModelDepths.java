package app.valence.training.optimizer;

import app.valence.model.ModelConfig;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How high in the model a parameter sits: 0 for embeddings, then the layers, then the head. */
public final class ModelDepths {
  private static final Pattern LAYER = Pattern.compile("\\.(?:layers?|h)\\.(\\d+)\\.");
  private static final Pattern EMBEDDINGS =
      Pattern.compile("embeddings|\\.(wte|wpe|embed_tokens)\\.");

  private final int layers;

  /** The depths of a model's parameters. */
  public ModelDepths(ModelConfig config) {
    layers = config.size().layers();
  }

  /** The depth of the head: one above the last layer. */
  public int head() {
    return layers + 1;
  }

  /** The depth of the parameter of this name. */
  public int of(String name) {
    Matcher layer = LAYER.matcher(name);
    if (layer.find()) {
      return Integer.parseInt(layer.group(1)) + 1;
    }
    return EMBEDDINGS.matcher(name).find() ? 0 : head();
  }
}
