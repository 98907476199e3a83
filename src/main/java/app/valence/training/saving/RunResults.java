package app.valence.training.saving;

import app.valence.files.AtomicFile;
import app.valence.training.TrainingSettings;
import app.valence.training.TrainingState;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** The result files of a run, by Hugging Face's names. */
public final class RunResults {
  private static final String ALL = "all_results.json";
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

  private RunResults() {}

  /**
   * Writes {@code train_results.json}, {@code eval_results.json}, {@code all_results.json} and
   * {@code trainer_state.json} into the run's folder.
   *
   * @param train metrics of the training, {@code train_…} and totals
   * @param evaluation metrics of the final evaluations, {@code eval_…} and {@code test_…}; may be
   *     empty
   */
  public static void write(
      RunFolder run,
      TrainingSettings settings,
      TrainingState state,
      Map<String, Double> train,
      Map<String, Double> evaluation)
      throws IOException {
    Map<String, Double> all = new TreeMap<>(train);
    all.putAll(evaluation);
    write(run.path().resolve("train_results.json"), train);
    if (!evaluation.isEmpty()) {
      write(run.path().resolve("eval_results.json"), evaluation);
    }
    write(run.path().resolve(ALL), all);
    TrainerStateFile.write(run.path(), settings, state, run);
  }

  /**
   * Writes {@code test_results.json} and adds the metrics to {@code all_results.json}.
   *
   * @param test metrics of the kept model, {@code test_…}
   */
  public static void writeTest(RunFolder run, Map<String, Double> test) throws IOException {
    write(run.path().resolve("test_results.json"), test);
    Path all = run.path().resolve(ALL);
    Map<String, Double> merged = JSON.readValue(all.toFile(), new TypeReference<>() {});
    merged.putAll(test);
    write(all, merged);
  }

  /** Leaves out undefined metrics, which JSON has no numbers for. */
  private static void write(Path file, Map<String, Double> metrics) throws IOException {
    Map<String, Double> defined = new TreeMap<>(metrics);
    defined.values().removeIf(value -> !Double.isFinite(value));
    AtomicFile.writeText(file, JSON.writeValueAsString(defined) + "\n");
  }
}
