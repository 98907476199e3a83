package app.valence.benchmark;

import app.valence.model.Lora;
import app.valence.model.Model;
import app.valence.model.ModelFiles;
import app.valence.tensor.Precision;
import app.valence.tensor.TensorScope;
import app.valence.training.AdapterSettings;
import app.valence.training.LayerSettings;
import app.valence.training.LossSettings;
import app.valence.training.loop.LabelledBatch;
import app.valence.training.loop.Objective;
import app.valence.training.loop.StepClock;
import app.valence.training.loop.TrainingStep;
import app.valence.training.optimizer.AdamW;
import app.valence.training.optimizer.OptimizerSettings;
import app.valence.training.optimizer.ParameterGroups;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * A model under training whose steps are timed in rounds, so that others can be timed in between.
 */
final class TrainingMeasurement {
  private static final double LEARNING_RATE = 1e-4;

  private final Model model;
  private final TrainingStep step;
  private final Supplier<LabelledBatch> batches;
  private final List<Double> losses = new ArrayList<>();
  private long steps;

  /**
   * What a round measured.
   *
   * @param seconds wall time of the round
   * @param samples examples
   * @param tokens tokens computed on, with padding
   * @param flops floating-point operations of forward and backward passes
   */
  record Round(
      double seconds,
      long samples,
      long tokens,
      double flops,
      double forwardSeconds,
      double backwardSeconds,
      double optimizerSeconds) {}

  /** A freshly drawn model; the same seed draws the same one for every precision. */
  TrainingMeasurement(
      BenchmarkShape shape,
      Precision precision,
      Supplier<LabelledBatch> batches,
      TensorScope scope) {
    this(shape, precision, batches, LayerSettings.DEFAULTS, scope);
  }

  /** The same, of which an adapter may be trained, or whose layers may be computed again. */
  TrainingMeasurement(
      BenchmarkShape shape,
      Precision precision,
      Supplier<LabelledBatch> batches,
      LayerSettings layers,
      TensorScope scope) {
    this.model = adapted(drawn(shape, scope), layers, scope);
    this.batches = batches;
    var parameters = new ParameterGroups(model, OptimizerSettings.DEFAULTS, 0);
    var parts =
        new TrainingStep.Parts(
            model,
            parameters,
            new AdamW(parameters, OptimizerSettings.DEFAULTS, scope),
            new Objective(LossSettings.DEFAULTS, new int[0]));
    this.step = new TrainingStep(parts, precision, layers.checkpointing(), scope);
  }

  private static Model drawn(BenchmarkShape shape, TensorScope scope) {
    return shape.isLanguageModel()
        ? ModelFiles.newCausalLanguageModel(shape.config(), scope, 1)
        : ModelFiles.newClassifier(shape.config(), scope, 1);
  }

  private static Model adapted(Model model, LayerSettings layers, TensorScope scope) {
    AdapterSettings adapter = layers.adapter();
    return adapter == null
        ? model
        : Lora.attach(model, adapter.lora(Lora.trainedHead(model), ""), scope, 1);
  }

  Model model() {
    return model;
  }

  /** Takes steps for about {@code seconds}, at least one. */
  Round round(TensorScope scope, double seconds) {
    step.clock().reset();
    long samples = 0;
    long tokens = 0;
    double flops = 0;
    long started = System.nanoTime();
    double elapsed = 0;
    while (elapsed < seconds || samples == 0) {
      LabelledBatch batch = batches.get();
      try (TensorScope pass = scope.open()) {
        losses.add(step.run(pass, List.of(batch), ++steps, LEARNING_RATE, steps << 20).loss());
      }
      samples += batch.tokens().rows();
      tokens += batch.tokens().paddedTokens();
      flops += flops(batch);
      elapsed = (System.nanoTime() - started) / 1e9;
    }
    StepClock clock = step.clock();
    return new Round(
        elapsed,
        samples,
        tokens,
        flops,
        clock.seconds(StepClock.Phase.FORWARD),
        clock.seconds(StepClock.Phase.BACKWARD),
        clock.seconds(StepClock.Phase.OPTIMIZER));
  }

  /** The losses of all steps so far. */
  List<Double> losses() {
    return losses;
  }

  /**
   * 6 a weight and token for the matrix products with parameters, and 12 a layer, hidden unit,
   * token and token attended to for those of attention. Tokens of a decoder attend to half of the
   * others on average; its head computes at the positions that are scored.
   */
  private double flops(LabelledBatch batch) {
    var size = model.config().size();
    double tokens = batch.tokens().paddedTokens();
    boolean guesses = batch.positions() != null;
    double table = (double) size.vocabulary() * size.hidden();
    boolean tied = model.lookupTable().isEmpty();
    double weights = model.parameters().countWithoutEmbeddings() - (guesses && !tied ? table : 0);
    double attention = (guesses ? 6.0 : 12.0) * size.layers() * size.hidden();
    return 6 * weights * tokens
        + attention * tokens * batch.tokens().length()
        + (guesses ? 6 * table * batch.labels().length : 0);
  }
}
