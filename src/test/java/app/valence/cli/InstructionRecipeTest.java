package app.valence.cli;

import static org.assertj.core.api.Assertions.assertThat;

import app.valence.prompting.PromptFile;
import app.valence.prompting.TinyDecoder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A recipe of tuning by instruction, and such tuning through an adapter. */
class InstructionRecipeTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path folder;

  @BeforeAll
  static void makeFiles() throws IOException {
    TinyDecoder.save(folder.resolve("base"), "llama");
    TinyDecoder.opinions(folder.resolve("train.tsv"), 40, 1);
    TinyDecoder.opinions(folder.resolve("validation.tsv"), 16, 2);
    TinyDecoder.opinions(folder.resolve("test.tsv"), 16, 3);
    Files.writeString(
        folder.resolve("mine.json"),
        """
        {
          "title": {"en": "Mine", "de": "Meins"},
          "description": {"en": "It is mine.", "de": "Es ist meins."},
          "data": {"train": "train.tsv", "validation": "validation.tsv"},
          "options": {
            "task": "instruction",
            "base": "base",
            "template": "Review: {text}\\nLabel: {label}",
            "loss-on": "all",
            "max-length": 64,
            "epochs": 3,
            "batch-size": 8,
            "learning-rate": 1e-2,
            "eval-steps": 5,
            "logging-steps": 1
          },
          "reference": {
            "label": {"en": "study", "de": "Studie"},
            "source": {"en": "published experiment", "de": "veröffentlichtes Experiment"},
            "values": {"eval_loss": 3.01, "eval_mean_token_accuracy": 0.406}
          }
        }
        """);
  }

  private static CliRun require(Object... args) {
    CliRun run = CliRun.of(args);
    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
    return run;
  }

  @Test
  void theRecipeIsFollowedAndItsReferenceStandsBesideTheRun() throws IOException {
    Path output = folder.resolve("followed");
    var run =
        require(
            "train",
            "--recipe=" + folder.resolve("mine.json"),
            "--threads=1",
            "--output=" + output,
            "--json=" + folder.resolve("followed.json"));
    assertThat(run.out())
        .contains("Recipe: Mine.", "Plan: 15 steps", "Validation (step", "token accuracy")
        .contains("Verdict: ", "Beside the published experiment:", "3.01", "0.406");
    JsonNode json = JSON.readTree(folder.resolve("followed.json").toFile());
    assertThat(json.at("/settings/lossOn").asText()).isEqualTo("ALL");
    assertThat(json.at("/verdict").has("trend")).isTrue();
    assertThat(json.at("/reference/eval_loss").asDouble()).isEqualTo(3.01);
    assertThat(PromptFile.read(output).form().template().source())
        .isEqualTo("Review: {text}\nLabel: {label}");
  }

  private static Object[] adapting(String run, String... more) {
    List<Object> args =
        new ArrayList<>(
            List.of(
                "train",
                "--task=instruction",
                "--data=" + folder.resolve("train.tsv"),
                "--validation=" + folder.resolve("validation.tsv"),
                "--test=" + folder.resolve("test.tsv"),
                "--threads=1",
                "--output=" + folder.resolve(run)));
    args.addAll(Arrays.asList(more));
    return args.toArray();
  }

  @Test
  void aDecoderIsTunedThroughAnAdapterWhichIsResumedUnmerged() throws IOException {
    byte[] base = Files.readAllBytes(folder.resolve("base/model.safetensors"));
    String[] options = {
      "--base=" + folder.resolve("base"),
      "--lora-rank=4",
      "--learning-rate=1e-2",
      "--max-length=64",
      "--max-steps=6",
      "--save-steps=3",
      "--keep-checkpoints=9",
      "--logging-steps=1",
      "--merge",
      "--json=" + folder.resolve("adapter.json")
    };
    var run = require(adapting("adapter", options));
    Path adapter = folder.resolve("adapter");
    assertThat(run.out()).contains("LoRA of rank 4");
    assertThat(adapter.resolve("adapter_model.safetensors")).isRegularFile();
    assertThat(adapter.resolve("model.safetensors")).doesNotExist();
    assertThat(adapter.resolve("merged/model.safetensors")).isRegularFile();
    assertThat(Files.readAllBytes(folder.resolve("base/model.safetensors"))).isEqualTo(base);
    JsonNode whole = JSON.readTree(folder.resolve("adapter.json").toFile());
    require(
        adapting(
            "adapter",
            "--resume=" + adapter.resolve("checkpoint-3"),
            "--json=" + folder.resolve("resumed.json")));
    JsonNode resumed = JSON.readTree(folder.resolve("resumed.json").toFile());
    assertThat(resumed.at("/validation/eval_loss")).isEqualTo(whole.at("/validation/eval_loss"));
    assertThat(resumed.at("/test/accuracy")).isEqualTo(whole.at("/test/accuracy"));
    var evaluated =
        require(
            "evaluate",
            "--model=" + adapter,
            "--data=" + folder.resolve("test.tsv"),
            "--threads=1",
            "--json=" + folder.resolve("evaluated.json"));
    assertThat(evaluated.out()).contains("macro avg");
    assertThat(JSON.readTree(folder.resolve("evaluated.json").toFile()).path("accuracy"))
        .isEqualTo(whole.at("/test/accuracy"));
  }
}
