package app.valence.ui.training;

import app.valence.data.Dataset;
import app.valence.data.reading.ImportOptions;
import app.valence.evaluation.ClassificationReport;
import app.valence.evaluation.MajorityClass;
import app.valence.evaluation.ModelEvaluator.Evaluation;
import app.valence.evaluation.Predictions;
import app.valence.jobs.JobContext;
import app.valence.runs.RecordedRun;
import app.valence.training.EndReason;
import app.valence.training.LogRow;
import app.valence.training.RunPlan;
import app.valence.training.TrainingEvent;
import app.valence.training.setup.TrainingData;
import app.valence.ui.workbench.OpenData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** A run of 400 steps as it could have been: its evaluation loss is lowest at step 180. */
final class MadeRun {
  static final int STEPS = 400;
  static final int STEPS_PER_EPOCH = 20;
  static final int BEST = 180;
  static final List<String> LABELS = List.of("negative", "neutral", "positive");

  /** The bundled recipes, whose data is open as soon as it is asked for. */
  static final RecipePlace RECIPES =
      new RecipePlace(Path.of("samples/recipes"), (sources, reading, then) -> then.run());

  private MadeRun() {}

  static OpenData sample() {
    var sources =
        new TrainingData.Sources(
            Path.of("samples/sentiment/train.tsv"),
            Optional.of(Path.of("samples/sentiment/validation.tsv")),
            false,
            Optional.of(Path.of("samples/sentiment/test.tsv")));
    try {
      TrainingData data =
          TrainingData.read(
              sources,
              ImportOptions.DEFAULTS,
              app.valence.data.LabelSet.of(List.of()),
              42,
              JobContext.detached());
      return new OpenData("sentiment", sources, ImportOptions.DEFAULTS, data);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  static Dataset train() {
    return sample().content().train();
  }

  static TrainingEvent.Started started(long step) {
    return new TrainingEvent.Started(
        step, new RunPlan(600, STEPS_PER_EPOCH, STEPS), 1_480_000, 1_480_000);
  }

  /** What happens up to a step, without the start. */
  static List<TrainingEvent> events(int upTo) {
    var random = new Random(1);
    List<TrainingEvent> events = new ArrayList<>();
    for (int step = 1; step <= upTo; step++) {
      double epoch = (double) step / STEPS_PER_EPOCH;
      double fit = 1 - Math.exp(-step / 140.0);
      double noise = random.nextGaussian();
      Map<String, Double> row = new LinkedHashMap<>();
      row.put("loss", Math.max(0.02, 1.1 - 0.98 * fit + 0.07 * noise));
      row.put("accuracy", Math.min(1, Math.max(0, 0.36 + 0.6 * fit - 0.07 * noise)));
      row.put("learning_rate", 5e-4 * Math.min(step / 40.0, (STEPS - step) / 360.0));
      row.put("grad_norm", 1.2 + 0.4 * random.nextGaussian() + fit);
      row.put("samples_per_second", 780 + 40 * random.nextGaussian());
      row.put("steps_per_second", 24 + 1.2 * random.nextGaussian());
      row.put("num_tokens", step * 612.0);
      row.put("total_flos", step * 5.4e9);
      row.put("runtime", step * 0.041);
      events.add(new TrainingEvent.Logged(new LogRow(step, epoch, row)));
      if (step % STEPS_PER_EPOCH == 0) {
        events.add(evaluated(step, epoch));
      }
    }
    return events;
  }

  private static TrainingEvent evaluated(int step, double epoch) {
    double distance = (step - BEST) / 200.0;
    double loss = 0.86 + (distance < 0 ? 0.3 : 0.22) * distance * distance;
    var row =
        new LogRow(
            step,
            epoch,
            Map.of(
                "eval_loss",
                loss,
                "eval_accuracy",
                0.62 - 0.2 * distance * distance,
                "eval_f1_macro",
                0.57 - 0.2 * distance * distance,
                "eval_runtime",
                0.12 + 0.01 * Math.sin(step),
                "eval_samples_per_second",
                830 - 60 * Math.sin(step),
                "eval_steps_per_second",
                8.3 - 0.6 * Math.sin(step)));
    return new TrainingEvent.Evaluated(row, Optional.of(report()), step <= BEST);
  }

  static TrainingEvent.Ended ended() {
    Map<String, Double> row = new LinkedHashMap<>();
    row.put("train_loss", 0.412);
    row.put("train_runtime", STEPS * 0.041);
    row.put("train_samples_per_second", 731.0);
    row.put("train_steps_per_second", 22.8);
    row.put("total_flos", STEPS * 5.4e9);
    return new TrainingEvent.Ended(
        STEPS, EndReason.FINISHED, Optional.empty(), new LogRow(STEPS, 20, row));
  }

  static ClassificationReport report() {
    return measured().evaluation().report();
  }

  /** 100 examples, of which 66 are right. */
  static RecordedRun.Measured measured() {
    int[][] counts = {{26, 4, 6}, {7, 14, 8}, {5, 4, 26}};
    int[] truth = new int[100];
    double[][] rows = new double[100][];
    int next = 0;
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        for (int n = 0; n < counts[i][j]; n++) {
          truth[next] = i;
          rows[next] = new double[] {0.14, 0.14, 0.14};
          rows[next++][j] = 0.72;
        }
      }
    }
    var predictions = Predictions.of(3, truth, rows);
    var report = ClassificationReport.of(predictions, LABELS);
    return new RecordedRun.Measured(
        new Evaluation(predictions, report, 0.86, 0.1, 1), new MajorityClass(0).on(report));
  }

  static RecordedRun.Finished finished(EndReason reason) {
    return new RecordedRun.Finished(
        Path.of("/home/ada/Valence/runs/2026-11-24-153508-sentiment-tiny"),
        reason,
        Optional.empty(),
        new LogRow(STEPS, 20, Map.of("train_samples_per_second", 750.0, "train_runtime", 16.4)),
        BEST,
        Map.of(),
        Optional.of(measured()),
        Optional.of(measured()));
  }

  /** The end of a run of tuning by instruction without test data. */
  static RecordedRun.Finished tuned() {
    return new RecordedRun.Finished(
        Path.of("/home/ada/Valence/runs/2026-11-24-153508-the-studys-run"),
        EndReason.FINISHED,
        Optional.empty(),
        new LogRow(StudyRun.STEPS, 10, Map.of("train_loss", 2.96)),
        600,
        Map.of("eval_loss", 2.98, "eval_mean_token_accuracy", 0.41, "eval_perplexity", 19.7),
        Optional.empty(),
        Optional.empty());
  }
}
