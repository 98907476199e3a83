package app.valence.training.loop;

import app.valence.model.Forward;
import app.valence.model.Model;
import app.valence.tensor.DropoutMasks;
import app.valence.tensor.GradientMode;
import app.valence.tensor.Precision;
import app.valence.tensor.Tensor;
import app.valence.tensor.TensorScope;
import app.valence.training.optimizer.AdamW;
import app.valence.training.optimizer.ParameterGroups;
import java.util.Arrays;
import java.util.List;

/** One optimizer step: forward and backward over its parts, clipping, update. */
public final class TrainingStep {
  /** What a step is made of. */
  public record Parts(
      Model model, ParameterGroups parameters, AdamW optimizer, Objective objective) {}

  /**
   * What a step measured.
   *
   * @param loss over all its parts
   * @param gradientNorm the global L2 norm before clipping
   * @param correct labels that the model gave the highest score
   * @param counted labels that count
   * @param entropy of the guesses for these labels, in nats, summed; 0 for a classifier
   */
  public record Result(
      double loss, double gradientNorm, long correct, long counted, double entropy) {}

  private final Parts parts;
  private final Precision precision;
  private final boolean checkpointing;
  private final GradientSum gradients;
  private final DropoutMasks dropout = new DropoutMasks();
  private final StepClock clock = new StepClock();

  /**
   * A step that computes in {@code precision}; what it keeps between steps belongs to {@code
   * scope}.
   */
  public TrainingStep(Parts parts, Precision precision, TensorScope scope) {
    this(parts, precision, false, scope);
  }

  /**
   * A step in the same manner.
   *
   * @param checkpointing whether each layer is computed again for its gradients, to save memory
   */
  public TrainingStep(Parts parts, Precision precision, boolean checkpointing, TensorScope scope) {
    this.checkpointing = checkpointing;
    this.gradients = new GradientSum(parts.model, parts.parameters, scope);
    this.parts = parts;
    this.precision = precision;
  }

  /** The time spent in the phases of all steps so far. */
  public StepClock clock() {
    return clock;
  }

  /**
   * Takes one step on the calling thread.
   *
   * @param batches the step's parts, of any sizes
   * @param step its number, counted from 1
   * @param seed what its dropout follows from
   * @throws NonFiniteLossException if the loss or a gradient is not a number; nothing has moved
   *     then
   */
  public Result run(
      TensorScope scope, List<LabelledBatch> batches, long step, double learningRate, long seed) {
    double denominator =
        batches.stream().mapToDouble(batch -> parts.objective.denominator(batch.labels())).sum();
    var sum = new Part(0, 0, 0, 0);
    try {
      for (int i = 0; i < batches.size(); i++) {
        dropout.begin(seed + i);
        sum = sum.plus(forwardAndBackward(scope, batches.get(i), denominator));
      }
      double gradientNorm = update(scope, step, sum.loss, learningRate);
      return new Result(sum.loss, gradientNorm, sum.correct, sum.counted, sum.entropy);
    } finally {
      gradients.clear(scope);
    }
  }

  private record Part(double loss, long correct, long counted, double entropy) {
    Part plus(Part other) {
      return new Part(
          loss + other.loss,
          correct + other.correct,
          counted + other.counted,
          entropy + other.entropy);
    }
  }

  /** In a scope of its own, so that a part's activations are gone before the next part begins. */
  private Part forwardAndBackward(TensorScope step, LabelledBatch batch, double denominator) {
    try (var on = GradientMode.on();
        TensorScope scope = step.open()) {
      clock.start();
      TrainingPass pass = pass(scope, batch);
      Tensor logits = pass.logits();
      Tensor labels = scope.longs(batch.labels(), batch.labels().length);
      Tensor loss = parts.objective.loss(scope, logits, labels, denominator);
      double value = loss.item();
      long correct = (long) scope.trainingKernels().countCorrect(logits, labels).item();
      double entropy = batch.positions() == null ? 0 : entropy(scope, logits);
      clock.stop(StepClock.Phase.FORWARD);
      clock.start();
      gradients.add(step, scope, pass.gradients(loss), batch.tokens());
      clock.stop(StepClock.Phase.BACKWARD);
      long counted = Arrays.stream(batch.labels()).filter(l -> l != Objective.IGNORED).count();
      return new Part(value, correct, counted, entropy);
    }
  }

  /** Where positions were chosen, all of them count. */
  private static double entropy(TensorScope scope, Tensor logits) {
    try (var off = GradientMode.off()) {
      return scope.kernels().entropy(logits).item();
    }
  }

  private TrainingPass pass(TensorScope scope, LabelledBatch batch) {
    var forward = new Forward(scope, precision, dropout);
    return checkpointing
        ? new CheckpointedPass(parts.model, parts.parameters, batch, forward)
        : new WholePass(parts.model, parts.parameters, batch, forward);
  }

  /** Clips and moves the parameters; returns the gradients' norm before clipping. */
  private double update(TensorScope scope, long step, double loss, double learningRate) {
    clock.start();
    Tensor norm = gradients.norm(scope);
    double gradientNorm = norm.item();
    if (!Double.isFinite(loss) || !Double.isFinite(gradientNorm)) {
      throw NonFiniteLossException.inStep(step, loss, gradientNorm, learningRate);
    }
    parts.optimizer.step(scope, gradients.tensors(), norm, step, learningRate);
    clock.stop(StepClock.Phase.OPTIMIZER);
    return gradientNorm;
  }
}
