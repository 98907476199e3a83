package app.valence.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From texts to a vocabulary, a new encoder, a packed one, and a classifier. */
class PretrainEndToEndTest {
  @TempDir static Path folder;
  private static CliRun vocabulary;
  private static CliRun pretrained;

  @BeforeAll
  static void pretrain() {
    vocabulary =
        CliRun.of(
            "tokenizer",
            "train",
            "--data=" + CliRun.sample("train"),
            "--vocabulary-size=600",
            "--output=" + folder.resolve("vocabulary"));
    pretrained =
        CliRun.of(
            "pretrain",
            "--data=" + CliRun.sample("train"),
            "--validation=" + CliRun.sample("validation"),
            "--tokenizer=" + folder.resolve("vocabulary"),
            "--layers=1",
            "--hidden=32",
            "--max-length=32",
            "--max-steps=12",
            "--batch-size=8",
            "--eval-steps=6",
            "--output=" + folder.resolve("pretrained"),
            "--json=" + folder.resolve("pretrain.json"));
  }

  @Test
  void eachStepSucceedsAndSaysHowToGoOn() throws IOException {
    assertThat(vocabulary.exitCode()).as(vocabulary.err()).isEqualTo(ExitCode.DONE);
    assertThat(pretrained.exitCode()).as(pretrained.err()).isEqualTo(ExitCode.DONE);
    assertThat(pretrained.out())
        .contains("Plan: 12 steps")
        .contains("validation loss", "token accuracy", "the best so far")
        .contains("train --base " + folder.resolve("pretrained"));
    JsonNode json = new ObjectMapper().readTree(folder.resolve("pretrain.json").toFile());
    assertThat(json.path("reason").asText()).isEqualTo("finished");
    assertThat(json.at("/validation/eval_loss").asDouble()).isPositive();
    assertThat(json.at("/settings/maskedShare").asDouble()).isEqualTo(0.15);
  }

  @Test
  void anAdapterIsAdaptedResumedAndStartedFrom() throws IOException {
    Path adapter = folder.resolve("lora");
    Object[] args = {
      "pretrain",
      "--data=" + CliRun.sample("train"),
      "--base=" + folder.resolve("pretrained"),
      "--lora-rank=2",
      "--max-length=32",
      "--batch-size=8",
      "--save-steps=2",
      "--eval-steps=2",
      "--max-steps=4",
      "--threads=1",
      "--output=" + adapter
    };
    var run = CliRun.of(args);
    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
    assertThat(adapter.resolve("model.safetensors")).doesNotExist();
    byte[] whole = Files.readAllBytes(adapter.resolve("adapter_model.safetensors"));
    Files.delete(adapter.resolve("adapter_model.safetensors"));
    var resumed =
        CliRun.of(
            Stream.concat(
                    Arrays.stream(args), Stream.of("--resume=" + adapter.resolve("checkpoint-2")))
                .toArray());
    assertThat(resumed.exitCode()).as(resumed.err()).isEqualTo(ExitCode.DONE);
    assertThat(Files.readAllBytes(adapter.resolve("adapter_model.safetensors"))).isEqualTo(whole);
    var trained =
        CliRun.of(
            "train",
            "--data=" + CliRun.sample("train"),
            "--base=" + adapter,
            "--max-steps=2",
            "--output=" + folder.resolve("on-lora"));
    assertThat(trained.exitCode()).as(trained.err()).isEqualTo(ExitCode.DONE);
    assertThat(folder.resolve("on-lora/model.safetensors")).isRegularFile();
    var pack = CliRun.of("pack", "--model=" + adapter, "--output=" + folder.resolve("packed-lora"));
    assertThat(pack.exitCode()).as(pack.err()).isEqualTo(ExitCode.DONE);
  }

  @Test
  void aPackedModelIsHalfAsLargeAndTrainsAClassifierAndAdapts() throws IOException {
    Path packed = folder.resolve("packed");
    var pack = CliRun.of("pack", "--model=" + folder.resolve("pretrained"), "--output=" + packed);
    assertThat(pack.exitCode()).as(pack.err()).isEqualTo(ExitCode.DONE);
    long whole = Files.size(folder.resolve("pretrained/model.safetensors"));
    assertThat(Files.size(packed.resolve("model.safetensors"))).isLessThan(whole * 6 / 10);

    var trained =
        CliRun.of(
            "train",
            "--data=" + CliRun.sample("train"),
            "--base=" + packed,
            "--max-steps=3",
            "--output=" + folder.resolve("classifier"));
    assertThat(trained.exitCode()).as(trained.err()).isEqualTo(ExitCode.DONE);
    var adapted =
        CliRun.of(
            "pretrain",
            "--data=" + CliRun.sample("train"),
            "--base=" + packed,
            "--max-length=32",
            "--max-steps=2",
            "--output=" + folder.resolve("adapted"));
    assertThat(adapted.exitCode()).as(adapted.err()).isEqualTo(ExitCode.DONE);
  }

  @Test
  void contradictionsAndBadFilesAreRefusedWithTheRemedy() throws IOException {
    Path output = folder.resolve("refused");
    var both =
        CliRun.of(
            "pretrain",
            "--data=" + CliRun.sample("train"),
            "--base=" + folder.resolve("pretrained"),
            "--tokenizer=" + folder.resolve("vocabulary"),
            "--output=" + output);
    assertThat(both.exitCode()).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(both.err()).contains("contradict");
    var width =
        CliRun.of(
            "pretrain",
            "--data=" + CliRun.sample("train"),
            "--tokenizer=" + folder.resolve("vocabulary"),
            "--hidden=33",
            "--output=" + output);
    assertThat(width.err()).contains("a multiple of 32");
    var missing =
        CliRun.of(
            "pretrain",
            "--data=" + folder.resolve("nothing.txt"),
            "--base=" + folder.resolve("pretrained"),
            "--output=" + output);
    assertThat(missing.exitCode()).isNotEqualTo(ExitCode.DONE);
    assertThat(missing.err()).contains("nothing.txt");
    assertThat(output.resolve("model.safetensors")).doesNotExist();
  }
}
