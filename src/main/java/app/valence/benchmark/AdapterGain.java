package app.valence.benchmark;

import app.valence.jobs.JobContext;
import app.valence.tensor.Precision;
import app.valence.tensor.ShortMemory;
import app.valence.tensor.TensorRuntime;
import app.valence.tensor.TensorScope;
import app.valence.training.AdapterSettings;
import app.valence.training.LayerSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a step of an adapter costs beside one of the whole model, with layers that are remembered
 * and with layers that are computed again.
 *
 * @param rank of the adapter, which stands beside every linear layer
 * @param steps one for each way of training, the whole model's first
 */
public record AdapterGain(int rank, List<Step> steps) {
  private static final int ROUNDS = 5;

  /**
   * The time of a step.
   *
   * @param name the way of training, in words
   * @param seconds the median of rounds that took turns
   * @param ratio the median of the rounds' ratios to the whole model's step beside it
   */
  public record Step(String name, double seconds, double ratio) {}

  private record Way(String name, LayerSettings layers, TrainingMeasurement model) {
    double secondsOfAStep(TensorScope scope, Benchmark.Settings settings) {
      try (var memory = ShortMemory.where(layers.checkpointing())) {
        var round = model.round(scope, settings.roundSeconds());
        return round.seconds() * settings.shape().rows() / round.samples();
      }
    }
  }

  /** Trains the shape's model in each way, in turns. */
  public static AdapterGain measure(
      TensorRuntime runtime, Benchmark.Settings settings, int rank, JobContext context) {
    try (TensorScope scope = runtime.open()) {
      List<Way> ways = ways(settings, rank, scope);
      List<double[]> rounds = new ArrayList<>();
      for (int round = 0; round <= ROUNDS; round++) {
        var seconds = new double[ways.size()];
        for (int i = 0; i < seconds.length; i++) {
          context.cancellation().throwIfRequested();
          seconds[i] = ways.get(i).secondsOfAStep(scope, settings);
        }
        // The first one warms up.
        if (round > 0) {
          rounds.add(seconds);
        }
      }
      return new AdapterGain(rank, steps(ways, rounds));
    }
  }

  private static List<Way> ways(Benchmark.Settings settings, int rank, TensorScope scope) {
    var adapter = new AdapterSettings(rank, 2.0 * rank, 0, AdapterSettings.ALL_LINEAR, false);
    List<Way> ways = new ArrayList<>();
    Map<String, LayerSettings> layers = new LinkedHashMap<>();
    layers.put("whole model", LayerSettings.DEFAULTS);
    layers.put("adapter", new LayerSettings(0, 0, adapter, false, false));
    layers.put("whole model, checkpointing", new LayerSettings(0, 0, null, true, false));
    layers.put("adapter, checkpointing", new LayerSettings(0, 0, adapter, true, false));
    Precision precision = settings.precisions().get(0);
    layers.forEach(
        (name, way) -> {
          var batches = new SyntheticBatches(settings.shape(), 7);
          ways.add(
              new Way(
                  name,
                  way,
                  new TrainingMeasurement(settings.shape(), precision, batches::next, way, scope)));
        });
    return ways;
  }

  private static List<Step> steps(List<Way> ways, List<double[]> rounds) {
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < ways.size(); i++) {
      int way = i;
      steps.add(
          new Step(
              ways.get(i).name(),
              Medians.of(rounds, round -> round[way]),
              Medians.of(rounds, round -> round[way] / round[0])));
    }
    return steps;
  }

  /** A table for people. */
  public String toText() {
    var text = new StringBuilder();
    text.append(
        String.format(Locale.ROOT, "%-28s %12s %10s%n", "a step, rank " + rank, "ms", "of whole"));
    for (Step step : steps) {
      text.append(
          String.format(
              Locale.ROOT,
              "%-28s %12.1f %10.2f%n",
              step.name(),
              1000 * step.seconds(),
              step.ratio()));
    }
    return text.toString();
  }

  /** For a JSON file. */
  public Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("rank", rank);
    List<Object> rows = new ArrayList<>();
    for (Step step : steps) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("name", step.name());
      row.put("seconds_per_step", step.seconds());
      row.put("of_whole_model", step.ratio());
      rows.add(row);
    }
    json.put("steps", rows);
    return json;
  }
}
