package app.valence.training.loop;

import app.valence.model.Forward;
import app.valence.model.Model;
import app.valence.model.Stages;
import app.valence.tensor.DropoutMasks;
import app.valence.tensor.GradientMode;
import app.valence.tensor.Tensor;
import app.valence.tensor.TensorScope;
import app.valence.training.optimizer.ParameterGroups;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A pass that remembers what each layer reads and nothing else: in the backward pass every layer is
 * computed again, with the same masks (Chen et al., 2016). The gradients are those of a {@link
 * WholePass}; the memory is that of one layer.
 */
final class CheckpointedPass implements TrainingPass {
  private final ParameterGroups parameters;
  private final Forward forward;
  private final Stages stages;

  /** What each layer reads, and last what the head reads. */
  private final List<Tensor> inputs = new ArrayList<>();

  /** The masks that were asked for before the embeddings, before each layer and before the head. */
  private final int[] masks;

  private final @Nullable Tensor[] gradients;

  CheckpointedPass(Model model, ParameterGroups parameters, LabelledBatch batch, Forward forward) {
    this.parameters = parameters;
    this.forward = forward;
    this.stages = model.stages(forward, batch.tokens(), batch.positions());
    this.masks = new int[stages.layers() + 2];
    this.gradients = new @Nullable Tensor[parameters.tensors().size()];
  }

  @Override
  public Tensor logits() {
    try (var off = GradientMode.off()) {
      inputs.add(withoutGraph(0));
      for (int depth = 1; depth <= stages.layers(); depth++) {
        inputs.add(withoutGraph(depth));
      }
    }
    int head = stages.layers() + 1;
    begin(head);
    Tensor states = inputs.get(stages.layers()).requireGradient(isTrainedBelow(head));
    return stages.logits(forward, states);
  }

  /** The embeddings for depth 0, else a layer, in a scope that takes all else along. */
  private Tensor withoutGraph(int depth) {
    try (TensorScope inner = forward.scope().open()) {
      begin(depth);
      return compute(forward.in(inner), depth).moveTo(forward.scope());
    }
  }

  private Tensor compute(Forward piece, int depth) {
    return depth == 0 ? stages.embed(piece) : stages.layer(piece, depth - 1, inputs.get(depth - 1));
  }

  /** Remembers where a piece's masks begin; those of the piece before are no longer needed. */
  private void begin(int depth) {
    DropoutMasks dropout = forward.dropout();
    if (dropout != null) {
      masks[depth] = dropout.position();
      dropout.goTo(masks[depth]);
    }
  }

  private void beginAgain(int depth) {
    DropoutMasks dropout = forward.dropout();
    if (dropout != null) {
      dropout.goTo(masks[depth]);
    }
  }

  private boolean isTrainedBelow(int depth) {
    return parameters.depths().stream().anyMatch(each -> each < depth);
  }

  @Override
  public List<Tensor> gradients(Tensor loss) {
    int head = stages.layers() + 1;
    // A language model's head may share the word embeddings, which sit at the bottom.
    Tensor gradient = backward(forward.scope(), loss, null, head, List.of(head, 0));
    for (int depth = stages.layers(); depth >= 0 && gradient != null; depth--) {
      inputs.get(depth).close();
      try (TensorScope inner = forward.scope().open()) {
        beginAgain(depth);
        if (depth > 0) {
          inputs.get(depth - 1).requireGradient(isTrainedBelow(depth));
        }
        Tensor output = compute(forward.in(inner), depth);
        Tensor below = backward(inner, output, gradient, depth, List.of(depth));
        gradient.close();
        gradient = below;
      }
    }
    return Arrays.stream(gradients)
        .map(g -> Objects.requireNonNull(g, "the loss does not depend on a parameter"))
        .toList();
  }

  /**
   * Adds the gradients of the parameters at some depths; returns that of the input, or null if
   * nothing below is trained.
   */
  private @Nullable Tensor backward(
      TensorScope scope,
      Tensor output,
      @Nullable Tensor gradient,
      int depth,
      List<Integer> depths) {
    List<Integer> own =
        IntStream.range(0, gradients.length)
            .filter(i -> depths.contains(parameters.depths().get(i)))
            .boxed()
            .toList();
    boolean goesOn = isTrainedBelow(depth);
    List<Tensor> wanted = new ArrayList<>(own.stream().map(parameters.tensors()::get).toList());
    if (goesOn) {
      wanted.add(inputs.get(depth - 1));
    }
    List<Tensor> found = scope.trainingKernels().partialGradients(output, gradient, wanted);
    for (int i = 0; i < own.size(); i++) {
      add(own.get(i), found.get(i).moveTo(forward.scope()));
    }
    return goesOn ? found.get(own.size()).moveTo(forward.scope()) : null;
  }

  private void add(int index, Tensor gradient) {
    Tensor sum = gradients[index];
    if (gradient.elements() == 0) {
      gradient.close();
    } else if (sum == null) {
      gradients[index] = gradient;
    } else {
      try (var off = GradientMode.off()) {
        forward.scope().trainingKernels().addInPlace(List.of(sum), List.of(gradient));
      }
      gradient.close();
    }
  }
}
