package app.valence.model;

import app.valence.tensor.DecoderKernels.LowRank;
import app.valence.tensor.Tensor;
import app.valence.tensor.TensorScope;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A model's linear layers by name, with their adapters where they have one. */
final class Linears {
  private final ParameterSet parameters;
  private final @Nullable Adapter adapter;
  private final ModelConfig config;

  /**
   * A linear layer.
   *
   * @param weight {@code [out, in]}
   */
  record Linear(Tensor weight, @Nullable Tensor bias) {}

  Linears(ModelConfig config, ParameterSet parameters, @Nullable Adapter adapter) {
    this.parameters = parameters;
    this.adapter = adapter;
    this.config = config;
  }

  /** Whether one of the layers has an adapter. */
  boolean anyAdapted(Collection<String> parts) {
    return adapter != null && parts.stream().anyMatch(part -> parameters.has(Adapter.down(part)));
  }

  /** A layer without its adapter. A view that it takes belongs to {@code scope}. */
  Linear of(TensorScope scope, String part) {
    Tensor weight = parameters.get(part + ".weight");
    return new Linear(
        inputsFirst(config, part) ? scope.decoderKernels().transpose(weight) : weight,
        parameters.has(part + ".bias") ? parameters.get(part + ".bias") : null);
  }

  /** Whether a layer's weight is stored {@code [in, out]}: in the bodies of some families. */
  static boolean inputsFirst(ModelConfig config, String part) {
    Architecture architecture = config.architecture();
    return architecture.isDecoder()
        && architecture.decoderNames().inputsFirst()
        && part.startsWith(architecture.prefix() + ".");
  }

  /** The biases of layers that all have one, or none. */
  static List<Tensor> biases(List<Linear> layers) {
    return layers.stream().map(Linear::bias).filter(Objects::nonNull).toList();
  }

  static List<Tensor> weights(List<Linear> layers) {
    return layers.stream().map(Linear::weight).toList();
  }

  /** The low-rank layer beside a layer that has one. */
  LowRank lowRank(String part) {
    return Objects.requireNonNull(adapter).lowRank(parameters, part);
  }

  /** A layer with its adapter, if it has one, on {@code x [..., in]}. */
  Tensor apply(Forward forward, Tensor x, String part) {
    Linear layer = of(forward.scope(), part);
    if (adapter == null || !parameters.has(Adapter.down(part))) {
      return forward.scope().kernels().linear(x, layer.weight(), layer.bias(), forward.precision());
    }
    return forward
        .scope()
        .decoderKernels()
        .adaptedLinear(
            x,
            layer.weight(),
            layer.bias(),
            adapter.lowRank(parameters, part),
            forward.keep(adapter.settings().dropout(), x),
            forward.precision());
  }
}
