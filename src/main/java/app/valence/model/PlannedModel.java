package app.valence.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The parameters that a model will have, known before it is loaded.
 *
 * @param parameters in the model's order; those of an adapter last
 * @param adapted the linear layers with an adapter beside them
 * @param adapterDropout the share of the adapter's input that is dropped in training
 */
public record PlannedModel(
    ModelConfig config,
    ModelHead head,
    List<Parameter> parameters,
    Set<String> adapted,
    double adapterDropout) {
  /** What of a parameter an adapter leaves to learn. */
  public enum Role {
    /** It learns unless layers are frozen. */
    WHOLE,
    /** An adapter is trained in its place. */
    FROZEN,
    /** It is part of an adapter. */
    ADAPTER
  }

  /**
   * A parameter.
   *
   * @param rows 1 for all but matrices
   */
  public record Parameter(String name, long rows, long columns, Role role) {
    /** The number of its elements. */
    public long elements() {
      return rows * columns;
    }

    /** Whether it is a matrix, of which a frozen one may be kept in bfloat16. */
    public boolean isMatrix() {
      return rows > 1;
    }
  }

  /** Copies the lists. */
  public PlannedModel {
    parameters = List.copyOf(parameters);
    adapted = Set.copyOf(adapted);
  }

  /** A model that is trained as a whole. */
  public static PlannedModel of(ModelConfig config, ModelHead head) {
    List<Parameter> parameters =
        ParameterLayout.of(config, head).stream().map(s -> parameter(s, Role.WHOLE)).toList();
    return new PlannedModel(config, head, parameters, Set.of(), 0);
  }

  /**
   * A model with a new adapter.
   *
   * @param rank of its matrices
   * @param targets the layers that get one, as {@link LoraSettings} has them
   * @throws IllegalArgumentException if a target is the name of no linear layer
   */
  public static PlannedModel adapted(
      ModelConfig config, ModelHead head, int rank, List<String> targets, double dropout) {
    var lora = new LoraSettings(rank, rank, dropout, targets, Lora.trainedHead(config, head));
    var slots = ParameterLayout.of(config, head);
    List<ParameterLayout.Slot> linear = slots.stream().filter(PlannedModel::isLinear).toList();
    Set<String> adapted =
        Lora.targets(config, linear.stream().map(PlannedModel::layer).toList(), targets);
    adapted.removeIf(layer -> lora.trainsInFull(layer + ".weight"));
    List<Parameter> parameters = new ArrayList<>();
    slots.forEach(
        s -> parameters.add(parameter(s, lora.trainsInFull(s.name()) ? Role.WHOLE : Role.FROZEN)));
    for (var slot : linear) {
      if (adapted.contains(layer(slot))) {
        LinearSize size = LinearSize.of(config, layer(slot), slot.shape());
        String name = layer(slot);
        parameters.add(new Parameter(Adapter.down(name), rank, size.in(), Role.ADAPTER));
        parameters.add(new Parameter(Adapter.up(name), size.out(), rank, Role.ADAPTER));
      }
    }
    return new PlannedModel(config, head, parameters, adapted, dropout);
  }

  private static Parameter parameter(ParameterLayout.Slot slot, Role role) {
    long[] shape = slot.shape();
    return shape.length == 2
        ? new Parameter(slot.name(), shape[0], shape[1], role)
        : new Parameter(slot.name(), 1, Arrays.stream(shape).reduce(1, Math::multiplyExact), role);
  }

  private static boolean isLinear(ParameterLayout.Slot slot) {
    return slot.shape().length == 2
        && slot.name().endsWith(".weight")
        && !ParameterSet.isEmbedding(slot.name());
  }

  private static String layer(ParameterLayout.Slot slot) {
    return slot.name().substring(0, slot.name().length() - ".weight".length());
  }

  /** The plan of a model that is there. */
  public static PlannedModel of(Model model) {
    Optional<Adapter> adapter = model.adapter();
    ParameterSet set = model.parameters();
    List<Parameter> parameters =
        set.asMap().entrySet().stream()
            .map(
                entry -> {
                  long[] shape = entry.getValue().shape();
                  Role role =
                      Adapter.isLowRank(entry.getKey())
                          ? Role.ADAPTER
                          : set.isFrozen(entry.getKey()) ? Role.FROZEN : Role.WHOLE;
                  long columns = shape[shape.length - 1];
                  long rows = entry.getValue().elements() / columns;
                  return new Parameter(entry.getKey(), rows, columns, role);
                })
            .toList();
    Set<String> adapted =
        adapter.map(a -> a.layers(set).stream().collect(Collectors.toSet())).orElse(Set.of());
    return new PlannedModel(
        model.config(),
        model.head(),
        parameters,
        adapted,
        adapter.map(a -> a.settings().dropout()).orElse(0.0));
  }
}
