package app.valence.ui.training;

import app.valence.recipes.RecipeFile;
import app.valence.recipes.Reference;
import app.valence.training.EndReason;
import app.valence.training.LogRow;
import app.valence.training.RunPlan;
import app.valence.training.TrainingEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** The published experiment as its log could have been: a language model, 750 steps. */
final class StudyRun {
  static final int STEPS = 750;
  private static final int EVERY = 50;

  private StudyRun() {}

  static Reference reference() {
    try {
      return RecipeFile.read(Path.of("samples/recipes/study.json")).reference().orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static TrainingEvent.Started started() {
    return new TrainingEvent.Started(0, new RunPlan(600, 75, STEPS), 3_100_000, 3_100_000);
  }

  /** What happens up to a step, without the start. */
  static List<TrainingEvent> events(int upTo) {
    var random = new Random(2);
    List<TrainingEvent> events = new ArrayList<>();
    for (int step = 1; step <= upTo; step++) {
      double left = Math.exp(-step / 260.0);
      Map<String, Double> row = new LinkedHashMap<>();
      row.put("loss", 2.8 + 0.6 * left + 0.2 * random.nextGaussian());
      row.put("mean_token_accuracy", 0.43 - 0.1 * left + 0.02 * random.nextGaussian());
      row.put("entropy", 3.0);
      row.put("learning_rate", 2e-4 * (STEPS - step + 1) / STEPS);
      row.put("grad_norm", 0.7 + 0.2 * left + 0.05 * random.nextGaussian());
      row.put("samples_per_second", 61 + 3 * random.nextGaussian());
      row.put("steps_per_second", 7.6 + 0.4 * random.nextGaussian());
      row.put("num_tokens", step * 400.0);
      row.put("total_flos", step * 8.1e9);
      row.put("runtime", step * 0.14);
      events.add(new TrainingEvent.Logged(new LogRow(step, step / 75.0, row)));
      if (step % EVERY == 0) {
        events.add(evaluated(step, random));
      }
    }
    return events;
  }

  private static TrainingEvent evaluated(int step, Random random) {
    double rise = Math.pow(Math.max(0, step - 600) / 150.0, 1.5);
    double fall = Math.pow(Math.max(0, 600 - step) / 550.0, 2.5);
    Map<String, Double> row = new LinkedHashMap<>();
    row.put("eval_loss", 2.98 + 0.4 * fall + 0.03 * rise + 0.001 * random.nextGaussian());
    row.put("eval_mean_token_accuracy", 0.41 - 0.08 * fall - 0.004 * rise);
    row.put("eval_runtime", 0.9 + 0.05 * random.nextGaussian());
    row.put("eval_samples_per_second", 110 + 6 * random.nextGaussian());
    row.put("eval_steps_per_second", 14 + random.nextGaussian());
    return new TrainingEvent.Evaluated(
        new LogRow(step, step / 75.0, row), Optional.empty(), step <= 600);
  }

  static TrainingEvent.Ended ended() {
    Map<String, Double> row = new LinkedHashMap<>();
    row.put("train_loss", 2.96);
    row.put("train_runtime", 112.4);
    row.put("train_samples_per_second", 53.4);
    row.put("train_steps_per_second", 6.67);
    row.put("total_flos", STEPS * 8.1e9);
    return new TrainingEvent.Ended(
        STEPS, EndReason.FINISHED, Optional.empty(), new LogRow(STEPS, 10, row));
  }
}
