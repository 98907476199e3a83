package app.valence.model;

import app.valence.tensor.Tensor;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** A model's parameters by their Hugging Face names, in the order in which the model has them. */
public final class ParameterSet {
  private static final Pattern EMBEDDINGS =
      Pattern.compile("(.*_embeddings|.*\\.(wte|wpe|embed_tokens))\\.weight");

  private final Map<String, Tensor> byName;

  ParameterSet(Map<String, Tensor> byName) {
    this.byName = Collections.unmodifiableMap(new LinkedHashMap<>(byName));
  }

  /** The parameter of this name, which must exist. */
  public Tensor get(String name) {
    Tensor parameter = byName.get(name);
    if (parameter == null) {
      throw new IllegalArgumentException("The model has no parameter " + name);
    }
    return parameter;
  }

  /** Whether there is a parameter of this name. */
  public boolean has(String name) {
    return byName.containsKey(name);
  }

  /** The names, in order. */
  public Collection<String> names() {
    return byName.keySet();
  }

  /** Names and parameters, in order. */
  public Map<String, Tensor> asMap() {
    return byName;
  }

  /** The number of weights. */
  public long count() {
    return byName.values().stream().mapToLong(Tensor::elements).sum();
  }

  /**
   * The number of weights without those of embedding tables: Hugging Face's {@code
   * num_parameters(exclude_embeddings=True)}, on which FLOPs are reckoned.
   */
  public long countWithoutEmbeddings() {
    return byName.entrySet().stream()
        .filter(e -> !EMBEDDINGS.matcher(e.getKey()).matches())
        .mapToLong(e -> e.getValue().elements())
        .sum();
  }
}
