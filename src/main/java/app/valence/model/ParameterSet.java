package app.valence.model;

import app.valence.tensor.Tensor;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** A model's parameters by their Hugging Face names, in the order in which the model has them. */
public final class ParameterSet {
  private static final Pattern EMBEDDINGS =
      Pattern.compile("(.*_embeddings|.*\\.(wte|wpe|embed_tokens))\\.weight");

  private final Map<String, Tensor> byName;
  private final Set<String> frozen;
  private final Optional<Path> source;

  ParameterSet(Map<String, Tensor> byName) {
    this(byName, Set.of(), Optional.empty());
  }

  /**
   * Parameters of which some are never trained.
   *
   * @param frozen their names
   * @param source the folder that holds them all, but for those of a new classification head
   */
  ParameterSet(Map<String, Tensor> byName, Set<String> frozen, Optional<Path> source) {
    this.frozen = Set.copyOf(frozen);
    this.source = source;
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

  /** Whether the parameter of this name is never trained, because an adapter is in its place. */
  public boolean isFrozen(String name) {
    return frozen.contains(name);
  }

  /**
   * The folder that the parameters were read from, without which an adapter would be nothing: there
   * its base is found again. Empty if they were drawn, or made of a base and an adapter.
   */
  public Optional<Path> source() {
    return source;
  }

  static boolean isEmbedding(String name) {
    return EMBEDDINGS.matcher(name).matches();
  }

  /** The parameters whose names are wanted. */
  ParameterSet only(Predicate<String> wanted) {
    var some = new LinkedHashMap<>(byName);
    some.keySet().removeIf(wanted.negate());
    return new ParameterSet(some, frozen, source);
  }

  /** The same parameters, all of which may be trained. */
  ParameterSet trainable() {
    byName.values().forEach(tensor -> tensor.requireGradient(true));
    return new ParameterSet(byName);
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
        .filter(e -> !isEmbedding(e.getKey()))
        .mapToLong(e -> e.getValue().elements())
        .sum();
  }
}
