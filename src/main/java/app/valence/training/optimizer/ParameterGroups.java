package app.valence.training.optimizer;

import app.valence.model.Model;
import app.valence.tensor.Tensor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The trainable parameters of a model, sorted into groups that share a learning rate and a weight
 * decay. Matrices decay; biases and norms, which have one dimension, do not, as in Hugging Face's
 * trainer. Each layer's rate is {@code layerDecay} times that of the one above (Howard and Ruder,
 * 2018; Clark et al., 2020).
 */
public final class ParameterGroups {
  /**
   * Parameters trained alike.
   *
   * @param members indices into {@link #tensors}
   * @param rateFactor times the schedule's rate
   */
  public record Group(List<Integer> members, double rateFactor, double weightDecay) {
    /** The members' entries of a list that is ordered as {@link ParameterGroups#tensors}. */
    List<Tensor> of(List<Tensor> all) {
      return members.stream().map(all::get).toList();
    }
  }

  private record Key(double rateFactor, double weightDecay) {}

  private final List<String> names = new ArrayList<>();
  private final List<Tensor> tensors = new ArrayList<>();
  private final List<Integer> depths = new ArrayList<>();
  private final List<Group> groups = new ArrayList<>();

  /**
   * Freezes the lowest parts of {@code model} and groups the rest.
   *
   * @param frozen how much of the model is frozen: 0 nothing, 1 the embeddings, 2 the first layer
   *     too, and so on; the head is always trained
   */
  public ParameterGroups(Model model, OptimizerSettings settings, int frozen) {
    var modelDepths = new ModelDepths(model.config());
    Map<Key, List<Integer>> byKey =
        new TreeMap<>(Comparator.comparing(Key::rateFactor).thenComparing(Key::weightDecay));
    for (var entry : model.parameters().asMap().entrySet()) {
      int depth = modelDepths.of(entry.getKey());
      boolean trained =
          depth >= Math.min(frozen, modelDepths.head())
              && !model.parameters().isFrozen(entry.getKey());
      Tensor tensor = entry.getValue().requireGradient(trained);
      if (trained) {
        double decay = tensor.shape().length > 1 ? settings.weightDecay() : 0;
        double factor = Math.pow(settings.layerDecay(), modelDepths.head() - depth);
        byKey.computeIfAbsent(new Key(factor, decay), k -> new ArrayList<>()).add(tensors.size());
        names.add(entry.getKey());
        tensors.add(tensor);
        depths.add(depth);
      }
    }
    byKey.forEach(
        (key, members) -> groups.add(new Group(members, key.rateFactor, key.weightDecay)));
  }

  /** The trainable parameters' names, in the model's order. */
  public List<String> names() {
    return names;
  }

  /** The trainable parameters, in the model's order. */
  public List<Tensor> tensors() {
    return tensors;
  }

  /**
   * How high in the model each trainable parameter sits: 0 for embeddings, then the layers, and one
   * above the last layer the head.
   */
  public List<Integer> depths() {
    return depths;
  }

  /** The groups. */
  public List<Group> groups() {
    return groups;
  }

  /** The number of trainable weights. */
  public long count() {
    return tensors.stream().mapToLong(Tensor::elements).sum();
  }
}
