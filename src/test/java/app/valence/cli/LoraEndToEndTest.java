package app.valence.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Adapters from the command line: trained beside a base, measured, merged, gone on with. */
class LoraEndToEndTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path folder;
  private static Path base;
  private static Path adapter;
  private static CliRun trained;
  private static byte[] baseWeights;

  @BeforeAll
  static void train() throws IOException {
    base = folder.resolve("base");
    require(
        "train",
        "--data=" + CliRun.sample("train"),
        "--init=tiny",
        "--max-steps=2",
        "--validation=none",
        "--output=" + base);
    baseWeights = Files.readAllBytes(base.resolve("model.safetensors"));
    adapter = folder.resolve("lora");
    trained = require(adapted(adapter, "--merge", "--json=" + folder.resolve("train.json")));
  }

  private static Object[] adapted(Path output, Object... others) {
    Object[] args = {
      "train",
      "--data=" + CliRun.sample("train"),
      "--validation=" + CliRun.sample("validation"),
      "--test=" + CliRun.sample("test"),
      "--base=" + base,
      "--lora-rank=4",
      "--lora-dropout=0.1",
      "--max-steps=8",
      "--eval-steps=4",
      "--threads=1",
      "--output=" + output
    };
    return Stream.concat(Arrays.stream(args), Arrays.stream(others)).toArray();
  }

  private static CliRun require(Object... args) {
    CliRun run = CliRun.of(args);
    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
    return run;
  }

  private static JsonNode json(Path file) throws IOException {
    return JSON.readTree(file.toFile());
  }

  @Test
  void trainingLeavesAnAdapterAndTheBaseAsItWas() throws IOException {
    assertThat(trained.out())
        .contains("LoRA of rank 4 and alpha 8 beside every linear layer", "Memory: about ");
    assertThat(adapter.resolve("model.safetensors")).doesNotExist();
    assertThat(adapter.resolve("checkpoint-8/model.safetensors")).doesNotExist();
    assertThat(adapter.resolve("checkpoint-8/adapter_model.safetensors")).isRegularFile();
    assertThat(Files.readAllBytes(base.resolve("model.safetensors"))).isEqualTo(baseWeights);
    JsonNode config = json(adapter.resolve("adapter_config.json"));
    assertThat(config.path("base_model_name_or_path").asText()).isEqualTo("../base");
    assertThat(config.path("modules_to_save")).hasSize(2);
    assertThat(config.path("task_type").asText()).isEqualTo("SEQ_CLS");
    JsonNode ofCheckpoint = json(adapter.resolve("checkpoint-8/adapter_config.json"));
    assertThat(ofCheckpoint.path("base_model_name_or_path").asText()).isEqualTo("../../base");
  }

  @Test
  void anAdapterAndItsMergedModelPredictTheSame() throws IOException {
    Path merged = folder.resolve("merged");
    require("merge", "--adapter=" + adapter, "--output=" + merged);
    assertThat(predicted(adapter)).isEqualTo(predicted(merged));
    assertThat(predicted(adapter.resolve("merged"))).isEqualTo(predicted(merged));
    JsonNode tested = json(folder.resolve("train.json")).path("test");
    JsonNode evaluated = evaluated(adapter);
    assertThat(evaluated).isEqualTo(evaluated(merged));
    assertThat(evaluated.path("confusion_matrix")).isEqualTo(tested.path("confusion_matrix"));
  }

  private static JsonNode evaluated(Path model) throws IOException {
    Path report = folder.resolve("report.json");
    require(
        "evaluate",
        "--model=" + model,
        "--data=" + CliRun.sample("test"),
        "--threads=1",
        "--json=" + report);
    var json = (com.fasterxml.jackson.databind.node.ObjectNode) json(report);
    return json.without(List.of("model", "runtime", "samples_per_second"));
  }

  private static List<String> predicted(Path model) throws IOException {
    Path scores = folder.resolve("scores.tsv");
    require(
        "predict",
        "--model=" + model,
        "--input=" + CliRun.sample("test"),
        "--threads=1",
        "--output=" + scores);
    return Files.readAllLines(scores);
  }

  @Test
  void resumingGivesTheAdapterOfTheUninterruptedRun() throws IOException {
    Path interrupted = folder.resolve("interrupted");
    require(adapted(interrupted, "--save-steps=2"));
    byte[] whole = Files.readAllBytes(interrupted.resolve("adapter_model.safetensors"));
    Files.delete(interrupted.resolve("adapter_model.safetensors"));
    require(
        "train",
        "--data=" + CliRun.sample("train"),
        "--validation=" + CliRun.sample("validation"),
        "--threads=1",
        "--output=" + interrupted,
        "--resume=" + interrupted.resolve("checkpoint-6"));
    assertThat(Files.readAllBytes(interrupted.resolve("adapter_model.safetensors")))
        .isEqualTo(whole);
  }

  @Test
  void aBaseInSixteenBitsIsTrainedBesideAndResumedAndStaysAsItWasOnTheDisk() throws IOException {
    Path run = folder.resolve("half");
    CliRun trained = require(adapted(run, "--base-precision=bf16", "--save-steps=2"));
    assertThat(trained.out()).contains("The base is kept in bf16");
    byte[] whole = Files.readAllBytes(run.resolve("adapter_model.safetensors"));
    require(
        "train",
        "--data=" + CliRun.sample("train"),
        "--validation=" + CliRun.sample("validation"),
        "--threads=1",
        "--output=" + run,
        "--resume=" + run.resolve("checkpoint-6"));
    assertThat(Files.readAllBytes(run.resolve("adapter_model.safetensors"))).isEqualTo(whole);
    assertThat(Files.readAllBytes(base.resolve("model.safetensors"))).isEqualTo(baseWeights);
    require("evaluate", "--model=" + run, "--data=" + CliRun.sample("test"));
    CliRun refused =
        CliRun.of(
            "train",
            "--data=" + CliRun.sample("train"),
            "--base-precision=bf16",
            "--output=" + folder.resolve("none"));
    assertThat(refused.exitCode()).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(refused.err()).contains("--lora-rank");
  }

  @Test
  void anAdapterOfTheBundledModelFindsItByName() throws IOException {
    Path run = folder.resolve("bundled");
    require(
        "train",
        "--data=" + CliRun.sample("train"),
        "--validation=none",
        "--lora-rank=2",
        "--lora-targets=query,value",
        "--max-steps=2",
        "--output=" + run);
    assertThat(json(run.resolve("adapter_config.json")).path("base_model_name_or_path").asText())
        .isEqualTo("valence-mini-en");
    require("evaluate", "--model=" + run, "--data=" + CliRun.sample("test"));
  }

  @Test
  void aWrongTargetIsAnsweredWithThoseThereAreAndNothingIsLost() {
    CliRun run =
        CliRun.of(
            "train",
            "--data=" + CliRun.sample("train"),
            "--base=" + base,
            "--lora-rank=4",
            "--lora-targets=q_proj",
            "--overwrite",
            "--output=" + adapter);
    assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(run.err()).contains("no linear layer \"q_proj\"", "key, query, value", "all-linear");
    assertThat(adapter.resolve("adapter_model.safetensors")).isRegularFile();
  }

  @Test
  void randomWeightsAreNoBase() {
    CliRun run =
        CliRun.of(
            "train",
            "--data=" + CliRun.sample("train"),
            "--init=tiny",
            "--lora-rank=4",
            "--output=" + folder.resolve("random"));
    assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(run.err()).contains("random weights", "cannot be found again");
  }

  @Test
  void aFolderWithoutAdapterIsNotMerged() {
    CliRun run = CliRun.of("merge", "--adapter=" + base, "--output=" + folder.resolve("none"));
    assertThat(run.exitCode()).isEqualTo(ExitCode.UNUSABLE_INPUT);
    assertThat(run.err()).contains("there is no adapter_config.json");
    CliRun onto = CliRun.of("merge", "--adapter=" + adapter, "--output=" + adapter);
    assertThat(onto.exitCode()).isEqualTo(ExitCode.WRONG_USAGE);
  }
}
