package app.valence.training.setup;

import app.valence.model.Model;
import app.valence.model.PassMemory;
import app.valence.model.PlannedModel;
import app.valence.model.PlannedModel.Parameter;
import app.valence.model.PlannedModel.Role;
import app.valence.tensor.Precision;
import app.valence.tensor.ProcessMemory;
import app.valence.tensor.TensorRuntime;
import app.valence.training.LayerSettings;
import app.valence.training.TrainingEvent;
import app.valence.training.TrainingSettings;
import app.valence.training.optimizer.ModelDepths;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * The memory that a run will take at its most, in bytes.
 *
 * @param parameters the model with its adapter
 * @param gradients of what is trained, the word embeddings' as a whole table
 * @param moments of the optimizer, two for each trained weight
 * @param activations what a pass keeps, with its masks and the holes that its coming and going
 *     leaves in the engine's memory
 * @param scores a language model's scores with their gradients
 * @param fixed Java, the engine and what else the program holds
 */
public record MemoryEstimate(
    long parameters, long gradients, long moments, long activations, long scores, long fixed) {

  /** What the engine's memory grows to, over what is in use; with checkpointing none is kept. */
  private static final double HOLES = 1.3;

  /** What Java's heap and the engine's own buffers grow by once steps are taken. */
  private static final long GROWTH = 40_000_000;

  /** The engine's libraries with what they set up when they are loaded. */
  private static final long ENGINE = 190_000_000;

  /** Java with a program in it, where the system does not say what it takes. */
  private static final long JAVA = 60_000_000;

  /** Scores, their logarithms, and the gradients of both. */
  private static final int SCORES_AT_ONCE = 4;

  private static final double BYTES_OF_A_GIGABYTE = 1e9;

  /**
   * The estimate of a run.
   *
   * @param batch the largest one
   * @param fixed what does not depend on the run
   */
  public static MemoryEstimate of(
      PlannedModel model, PassMemory.Batch batch, TrainingSettings settings, long fixed) {
    var depths = new ModelDepths(model.config());
    List<Parameter> learning = learning(model, settings.layers(), depths);
    Set<String> names = learning.stream().map(Parameter::name).collect(Collectors.toSet());
    long weights = learning.stream().mapToLong(Parameter::elements).sum();
    int lowest = learning.stream().mapToInt(p -> depths.of(p.name())).min().orElse(depths.head());
    boolean bf16 = settings.precision() == Precision.BF16;
    var pass = new PassMemory(model, batch, names::contains, bf16);
    return new MemoryEstimate(
        parameters(model, settings.layers()),
        Float.BYTES * weights,
        2L * Float.BYTES * weights,
        activations(pass, model.config().size().layers(), settings.layers(), lowest),
        pass.scores(),
        fixed);
  }

  /**
   * The estimate of a run whose model is loaded, in this process as it is now.
   *
   * @param batch the largest one
   */
  public static MemoryEstimate of(Model model, PassMemory.Batch batch, TrainingSettings settings) {
    var planned = PlannedModel.of(model);
    long loaded = parameters(planned, settings.layers());
    long resident = ProcessMemory.residentBytes().orElse(JAVA + ENGINE + loaded);
    return of(planned, batch, settings, Math.max(0, resident - loaded) + GROWTH);
  }

  /** What this process as it is now will hold beside a run whose model is not loaded yet. */
  public static long fixedShare() {
    long engine = TensorRuntime.isLoaded() ? 0 : ENGINE;
    return ProcessMemory.residentBytes().orElse(JAVA + ENGINE - engine) + engine + GROWTH;
  }

  /** What a run is told of it. */
  TrainingEvent.MemoryForeseen event() {
    return new TrainingEvent.MemoryForeseen(0, bytes(), describe());
  }

  private static long parameters(PlannedModel model, LayerSettings layers) {
    return model.parameters().stream()
        .mapToLong(
            p -> {
              boolean half = layers.bf16Base() && p.isMatrix() && p.role() == Role.FROZEN;
              return p.elements() * (half ? Float.BYTES / 2 : Float.BYTES);
            })
        .sum();
  }

  /** Layers below the lowest that learns keep nothing. */
  private static long activations(
      PassMemory pass, int layers, LayerSettings settings, int lowestDepth) {
    long[] kept =
        LongStream.range(Math.max(0, lowestDepth - 1L), layers)
            .map(number -> pass.layer((int) number))
            .toArray();
    long[] masks = LongStream.range(0, layers).map(number -> pass.masks((int) number)).toArray();
    if (settings.checkpointing()) {
      long mask = Math.max(pass.embeddingMasks(), LongStream.of(masks).max().orElse(0));
      long layer = LongStream.of(kept).max().orElse(0) + pass.backward();
      // All but the scores themselves is gone when the layers' turn comes.
      long besideScores = Math.max(0, layer - (pass.scores() - pass.scores() / SCORES_AT_ONCE));
      return (layers + 1) * pass.state() + besideScores + mask;
    }
    long together = pass.embeddings() + LongStream.of(kept).sum() + pass.backward();
    return Math.round(HOLES * together) + pass.embeddingMasks() + LongStream.of(masks).sum();
  }

  /** All of it. */
  public long bytes() {
    return parameters + gradients + moments + activations + scores + fixed;
  }

  /** How much it is and what for, in a sentence. */
  public String describe() {
    return String.format(
        Locale.ROOT,
        "Memory: about %.2f GB (weights %.2f, gradients and optimizer %.2f, activations %.2f,"
            + " the rest %.2f).",
        bytes() / BYTES_OF_A_GIGABYTE,
        parameters / BYTES_OF_A_GIGABYTE,
        (gradients + moments) / BYTES_OF_A_GIGABYTE,
        (activations + scores) / BYTES_OF_A_GIGABYTE,
        fixed / BYTES_OF_A_GIGABYTE);
  }

  /** The parameters that learn. */
  private static List<Parameter> learning(
      PlannedModel model, LayerSettings layers, ModelDepths depths) {
    return model.parameters().stream()
        .filter(p -> p.role() != Role.FROZEN)
        .filter(p -> depths.of(p.name()) >= Math.min(layers.frozen(), depths.head()))
        .toList();
  }
}
