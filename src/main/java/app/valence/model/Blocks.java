package app.valence.model;

import app.valence.tensor.DecoderKernels;
import app.valence.tensor.DecoderKernels.Attended;
import app.valence.tensor.Kernels;
import app.valence.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The two blocks of a transformer's layer, by the names of their linear layers: each in one kernel,
 * or layer by layer where there are adapters between them. What lies between is closed at once: the
 * engine keeps what the backward pass needs of it, and lets go of it on the way.
 */
final class Blocks {
  private final ModelConfig config;
  private final Linears linears;

  Blocks(ModelConfig config, Linears linears) {
    this.config = config;
    this.linears = linears;
  }

  /** Self-attention with its projections, {@code [rows, length, hidden]} to the same. */
  Attended attention(
      Forward forward,
      Tensor x,
      List<String> inputs,
      String output,
      DecoderKernels.Context context) {
    var kernels = forward.scope().decoderKernels();
    List<String> all = new ArrayList<>(inputs);
    all.add(output);
    if (linears.anyAdapted(all)) {
      List<Tensor> parts = inputs.stream().map(part -> linears.apply(forward, x, part)).toList();
      Attended attended = kernels.attend(parts, context, forward.precision());
      parts.forEach(Tensor::close);
      return new Attended(applyLast(forward, attended.values(), output), attended.past());
    }
    var layers = inputs.stream().map(part -> linears.of(forward.scope(), part)).toList();
    var last = linears.of(forward.scope(), output);
    var weights =
        new DecoderKernels.Projections(
            Linears.weights(layers), Linears.biases(layers), last.weight(), last.bias());
    return kernels.attention(x, weights, context, forward.precision());
  }

  /** A feed-forward block without gate, whose layers have biases. */
  Tensor feedForward(Forward forward, Tensor x, String up, String down) {
    Kernels kernels = forward.scope().kernels();
    if (linears.anyAdapted(List.of(up, down))) {
      try (Tensor raised = linears.apply(forward, x, up)) {
        return applyLast(forward, kernels.activate(raised, config.activation()), down);
      }
    }
    var first = linears.of(forward.scope(), up);
    var second = linears.of(forward.scope(), down);
    var weights =
        new Kernels.FeedForward(
            first.weight(),
            Objects.requireNonNull(first.bias()),
            second.weight(),
            Objects.requireNonNull(second.bias()),
            config.activation());
    return kernels.feedForward(x, weights, forward.precision());
  }

  /** A feed-forward block with a gate. */
  Tensor gatedFeedForward(Forward forward, Tensor x, String gate, String up, String down) {
    var kernels = forward.scope().decoderKernels();
    List<String> parts = List.of(gate, up, down);
    if (linears.anyAdapted(parts)) {
      try (Tensor opened = linears.apply(forward, x, gate);
          Tensor raised = linears.apply(forward, x, up)) {
        return applyLast(forward, kernels.gate(opened, raised, config.activation()), down);
      }
    }
    var layers = parts.stream().map(part -> linears.of(forward.scope(), part)).toList();
    return kernels.gatedFeedForward(
        x,
        Linears.weights(layers),
        Linears.biases(layers),
        config.activation(),
        forward.precision());
  }

  /** Closes what it reads. */
  private Tensor applyLast(Forward forward, Tensor x, String part) {
    try (x) {
      return linears.apply(forward, x, part);
    }
  }
}
