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
   */
  public record Result(double loss, double gradientNorm, long correct, long counted) {}

  private final Parts parts;
  private final Precision precision;
  private final DropoutMasks dropout = new DropoutMasks();
  private final StepClock clock = new StepClock();

  /** A step that computes in {@code precision}. */
  public TrainingStep(Parts parts, Precision precision) {
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
        batches.stream().mapToDouble(b -> parts.objective.denominator(b.labels())).sum();
    double loss = 0;
    long correct = 0;
    long counted = 0;
    List<Tensor> gradients = List.of();
    for (int i = 0; i < batches.size(); i++) {
      dropout.begin(seed + i);
      Part part = forwardAndBackward(scope, batches.get(i), denominator);
      gradients = accumulate(scope, gradients, part.gradients);
      loss += part.loss;
      correct += part.correct;
      counted += part.counted;
    }
    clock.start();
    Tensor norm = scope.trainingKernels().globalNorm(gradients);
    double gradientNorm = norm.item();
    if (!Double.isFinite(loss) || !Double.isFinite(gradientNorm)) {
      throw NonFiniteLossException.inStep(step, loss, gradientNorm, learningRate);
    }
    parts.optimizer.step(scope, gradients, norm, step, learningRate);
    clock.stop(StepClock.Phase.OPTIMIZER);
    return new Result(loss, gradientNorm, correct, counted);
  }

  private record Part(List<Tensor> gradients, double loss, long correct, long counted) {}

  /** In a scope of its own, so that a part's activations are gone before the next part begins. */
  private Part forwardAndBackward(TensorScope step, LabelledBatch batch, double denominator) {
    try (var on = GradientMode.on();
        TensorScope scope = step.open()) {
      clock.start();
      Tensor logits = parts.model.logits(new Forward(scope, precision, dropout), batch.tokens());
      Tensor labels = scope.longs(batch.labels(), batch.labels().length);
      Tensor loss = parts.objective.loss(scope, logits, labels, denominator);
      double value = loss.item();
      clock.stop(StepClock.Phase.FORWARD);
      clock.start();
      var kernels = scope.trainingKernels();
      List<Tensor> gradients = kernels.gradients(loss, parts.parameters.tensors());
      gradients.forEach(gradient -> gradient.moveTo(step));
      clock.stop(StepClock.Phase.BACKWARD);
      long counted = Arrays.stream(batch.labels()).filter(l -> l != Objective.IGNORED).count();
      return new Part(
          gradients, value, (long) kernels.countCorrect(logits, labels).item(), counted);
    }
  }

  private static List<Tensor> accumulate(
      TensorScope scope, List<Tensor> sums, List<Tensor> gradients) {
    if (sums.isEmpty()) {
      return gradients;
    }
    try (var off = GradientMode.off()) {
      scope.trainingKernels().addInPlace(sums, gradients);
    }
    gradients.forEach(Tensor::close);
    return sums;
  }
}
