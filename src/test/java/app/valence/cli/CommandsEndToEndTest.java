package app.valence.cli;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandsEndToEndTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path folder;
  private static Path model;
  private static CliRun trained;

  @BeforeAll
  static void train() {
    model = folder.resolve("run");
    trained =
        CliRun.of(
            "train",
            "--data=" + CliRun.sample("train"),
            "--test=" + CliRun.sample("test"),
            "--init=tiny",
            "--max-steps=20",
            "--eval-steps=10",
            "--output=" + model,
            "--json=" + folder.resolve("train.json"));
    assertThat(trained.exitCode()).as(trained.err()).isEqualTo(ExitCode.DONE);
  }

  private static JsonNode json(Path file) throws IOException {
    return JSON.readTree(file.toFile());
  }

  @Test
  void trainingLeavesAModelFolderAndResultFiles() throws IOException {
    assertThat(model)
        .isDirectoryContaining("glob:**/config.json")
        .isDirectoryContaining("glob:**/model.safetensors")
        .isDirectoryContaining("glob:**/tokenizer.json")
        .isDirectoryContaining("glob:**/trainer_state.json")
        .isDirectoryContaining("glob:**/checkpoint-20");
    JsonNode result = json(folder.resolve("train.json"));
    assertThat(result.path("reason").asText()).isEqualTo("finished");
    assertThat(result.path("steps").asInt()).isEqualTo(20);
    assertThat(result.path("verdict").path("lowest_eval_loss_step").asInt()).isIn(10, 20);
    assertThat(result.path("data").path("train").asInt()).isEqualTo(540);
    assertThat(result.path("data").path("validation").asInt()).isEqualTo(60);
    JsonNode all = json(model.resolve("all_results.json"));
    assertThat(all.path("train_loss").asDouble())
        .isEqualTo(result.path("train").path("train_loss").asDouble());
    assertThat(all.path("eval_accuracy").asDouble())
        .isEqualTo(result.path("validation").path("accuracy").asDouble());
    assertThat(all.path("test_accuracy").asDouble())
        .isEqualTo(json(model.resolve("test_results.json")).path("test_accuracy").asDouble())
        .isEqualTo(result.path("test").path("accuracy").asDouble());
  }

  @Test
  void withoutABaseTrainingStartsFromTheBundledModel() {
    var run =
        CliRun.of(
            "train",
            "--data=" + CliRun.sample("train"),
            "--max-steps=2",
            "--output=" + folder.resolve("bundled"));
    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
    assertThat(run.out()).contains("Loaded the bundled model", "3 layers of 192 units");
  }

  @Test
  void anUntrainedModelKeepsTheShapeAndForgetsTheWeights() throws IOException {
    var run =
        CliRun.of(
            "train",
            "--data=" + CliRun.sample("train"),
            "--untrained",
            "--max-steps=1",
            "--learning-rate=1e-9",
            "--output=" + folder.resolve("untrained"));
    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
    assertThat(run.out()).contains("All weights are drawn anew");
    JsonNode config = json(folder.resolve("untrained/config.json"));
    assertThat(config.path("hidden_size").asInt()).isEqualTo(192);
  }

  @Test
  void trainingSaysWhatItDoesAndHowGoodTheModelIs() {
    assertThat(trained.out())
        .contains("10% of the training data was set aside")
        .contains("Random weights: 2 layers of 128 units")
        .contains("Plan: 20 steps, 17 an epoch of 540 examples")
        .contains("step 10/20", "validation loss", "the best so far")
        .contains("Verdict: ")
        .contains("Confusion matrix (rows: true labels, columns: predictions)")
        .contains("Always \"positive\"", "accuracy 0.4800")
        .contains("evaluate --model " + model);
  }

  @Test
  void evaluatingGivesWhatTheTestAfterTrainingGave() throws IOException {
    Path report = folder.resolve("evaluate.json");
    CliRun run =
        CliRun.of(
            "evaluate",
            "--model=" + model,
            "--data=" + CliRun.sample("test"),
            "--fit-temperature",
            "--json=" + report);
    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
    assertThat(run.out()).contains("macro avg", "Calibration: expected error");
    JsonNode evaluated = json(report);
    JsonNode tested = json(folder.resolve("train.json")).path("test");
    for (String key : List.of("accuracy", "f1_macro", "confusion_matrix", "ece", "loss")) {
      assertThat(evaluated.path(key)).as(key).isEqualTo(tested.path(key));
    }
    assertThat(evaluated.path("majority_class").path("accuracy").asDouble()).isEqualTo(0.48);
    assertThat(evaluated.has("temperature")).isTrue();
  }

  @Test
  void predictionsAgreeWithTheEvaluation() throws IOException {
    Path scored = folder.resolve("scored.jsonl");
    Path summary = folder.resolve("predict.json");
    CliRun run =
        CliRun.of(
            "predict",
            "--model=" + model,
            "--input=" + CliRun.sample("test"),
            "--output=" + scored,
            "--with-text",
            "--json=" + summary);
    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
    assertThat(run.out()).isEmpty();
    List<String> rows = Files.readAllLines(scored);
    List<String> source = Files.readAllLines(CliRun.sample("test"));
    assertThat(rows).hasSize(source.size() - 1);
    int correct = 0;
    for (int i = 0; i < rows.size(); i++) {
      JsonNode row = JSON.readTree(rows.get(i));
      String[] cells = source.get(i + 1).split("\t", -1);
      assertThat(row.path("line").asInt()).isEqualTo(i + 2);
      assertThat(row.path("text").asText()).isEqualTo(cells[0]);
      double sum = 0;
      for (JsonNode probability : row.path("probabilities")) {
        sum += probability.asDouble();
      }
      assertThat(sum).isEqualTo(1, Offset.offset(1e-6));
      correct += row.path("label").asText().equals(cells[1]) ? 1 : 0;
    }
    double accuracy = json(folder.resolve("train.json")).path("test").path("accuracy").asDouble();
    assertThat(correct / 100.0).isEqualTo(accuracy);
    assertThat(json(summary).path("rows").asInt()).isEqualTo(100);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.filter(file -> file.toString().endsWith(".tmp"))).isEmpty();
    }
  }

  @Test
  void predictingStreamsFromStandardInputToStandardOutput() {
    CliRun run =
        CliRun.withInput(
            "text\nWhat a lovely day\n\" \"\nNever again\n",
            "predict",
            "--model=" + model,
            "--input=-",
            "--output=-",
            "--format=csv",
            "--with-text");
    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
    List<String> lines = run.out().lines().toList();
    assertThat(lines.get(0))
        .isEqualTo("line,label,probability_negative,probability_neutral,probability_positive,text");
    assertThat(lines).hasSize(3);
    assertThat(lines.get(1)).startsWith("2,").endsWith(",What a lovely day");
    assertThat(lines.get(2)).startsWith("4,").endsWith(",Never again");
    assertThat(run.err()).contains("standard input, line 3: the text is empty", "Predicted 2 rows");
  }

  @Test
  void aRowWithoutTheFieldOfTheTextsIsReportedWithItsFile() throws IOException {
    Path input = folder.resolve("fields.jsonl");
    Files.writeString(input, "{\"text\": \"fine\"}\n{\"other\": 1}\n");
    CliRun run =
        CliRun.of(
            "predict",
            "--model=" + model,
            "--input=" + input,
            "--output=" + folder.resolve("fields.tsv"));
    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
    assertThat(run.err())
        .contains("fields.jsonl, line 2: there is no field \"text\"", "Predicted 1 row in");
  }

  @Test
  void aLabelThatTheModelLacksIsNamed() throws IOException {
    Path data = folder.resolve("unknown.tsv");
    Files.writeString(data, "text\tlabel\nfine\tgreat\n");
    CliRun run = CliRun.of("evaluate", "--model=" + model, "--data=" + data);
    assertThat(run.exitCode()).isEqualTo(ExitCode.UNUSABLE_INPUT);
    assertThat(run.err()).contains("unknown.tsv, line 2", "great", "negative, neutral, positive");
  }

  @Test
  void aTrainedModelIsTheBaseOfAnotherRunWhateverTheOrderOfLabels() throws IOException {
    CliRun run =
        CliRun.of(
            "train",
            "--data=" + CliRun.sample("train"),
            "--base=" + model,
            "--dropout=0.2",
            "--max-steps=2",
            "--max-length=12",
            "--validation=none",
            "--output=" + folder.resolve("second"));
    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
    assertThat(run.err()).contains("were cut to 12 tokens", "--max-length");
    JsonNode config = json(folder.resolve("second/config.json"));
    assertThat(config.path("hidden_dropout_prob").asDouble()).isEqualTo(0.2);
    assertThat(config.path("attention_probs_dropout_prob").asDouble()).isEqualTo(0);
    assertThat(folder.resolve("second/eval_results.json")).doesNotExist();
  }

  @Test
  void otherClassesNeedANewHead() throws IOException {
    Path data = folder.resolve("two.tsv");
    Files.writeString(data, "text\tlabel\nfine\tgood\nawful\tbad\nwell\tgood\npoor\tbad\n");
    Object[] args = {
      "train",
      "--data=" + data,
      "--base=" + model,
      "--max-steps=1",
      "--validation=none",
      "--output=" + folder.resolve("two"),
      "--new-head"
    };
    CliRun refused = CliRun.of(Arrays.copyOf(args, args.length - 1));
    assertThat(refused.exitCode()).isEqualTo(ExitCode.UNUSABLE_INPUT);
    assertThat(refused.err()).contains("--new-head", "negative, neutral, positive", "bad, good");
    CliRun accepted = CliRun.of(args);
    assertThat(accepted.exitCode()).as(accepted.err()).isEqualTo(ExitCode.DONE);
    assertThat(accepted.out()).contains("drawn anew");
  }

  @Test
  void aDivergedRunSaysSo() throws IOException {
    Path broken = Files.createDirectories(folder.resolve("broken"));
    for (String file : List.of("config.json", "tokenizer.json", "model.safetensors")) {
      Files.copy(model.resolve(file), broken.resolve(file));
    }
    try (var weights = FileChannel.open(broken.resolve("model.safetensors"), WRITE)) {
      var huge = ByteBuffer.allocate(4).order(LITTLE_ENDIAN).putFloat(Float.MAX_VALUE).flip();
      weights.write(huge, weights.size() - 4);
    }
    CliRun run =
        CliRun.of(
            "train",
            "--data=" + CliRun.sample("train"),
            "--base=" + broken,
            "--max-steps=5",
            "--validation=none",
            "--output=" + folder.resolve("diverged"));
    assertThat(run.exitCode()).as(run.out()).isEqualTo(ExitCode.DIVERGED);
    assertThat(run.out()).contains("Training diverged.");
    assertThat(run.err()).contains("Step 1 has a loss of", "Lower the learning rate");
  }

  @Test
  void thePreflightWarnsOfDuplicatesAndBadRows() throws IOException {
    Path train = folder.resolve("duplicates.tsv");
    Files.writeString(
        train,
        "text\tlabel\nGood day\tgood\ngood  day\tbad\nBad day\tbad\n\tbad\nBad day\tbad\nx\tgood\n");
    Path test = folder.resolve("leak.tsv");
    Files.writeString(test, "text\tlabel\nbad day\tbad\n");
    CliRun run =
        CliRun.of(
            "train",
            "--data=" + train,
            "--test=" + test,
            "--validation=none",
            "--init=tiny",
            "--max-steps=1",
            "--output=" + folder.resolve("warned"));
    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
    assertThat(run.err())
        .contains("1 row of duplicates.tsv cannot be used", "line 5: the text is empty")
        .contains("two labels once", "line 2 \"good\" and line 3 \"bad\"")
        .contains("1 of the texts of leak.tsv stand in duplicates.tsv too")
        .contains("duplicates.tsv line 4 and leak.tsv line 2")
        .contains("leak.tsv has no example of the class \"good\"");
  }
}
