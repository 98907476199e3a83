package app.valence.cli;

import static org.assertj.core.api.Assertions.assertThat;

import app.valence.model.DecoderModels;
import app.valence.tensor.Device;
import app.valence.tensor.RuntimeOptions;
import app.valence.tensor.TensorRuntime;
import app.valence.tensor.TensorScope;
import app.valence.tensor.ThreadWaiting;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GenerateCommandTest {
  @TempDir static Path folder;
  private static Path model;

  @BeforeAll
  static void save() throws IOException {
    model = Files.createDirectories(folder.resolve("model"));
    try (TensorRuntime runtime =
            TensorRuntime.start(new RuntimeOptions(Device.CPU, 1, ThreadWaiting.PASSIVE));
        TensorScope scope = runtime.open()) {
      DecoderModels.saveLanguageModel("gpt2", model, scope);
      DecoderModels.saveClassifier(
          "llama", Files.createDirectories(folder.resolve("classifier")), scope);
    }
  }

  private static CliRun generate(Object... more) {
    Object[] args = new Object[2 + more.length];
    args[0] = "generate";
    args[1] = "--model=" + model;
    System.arraycopy(more, 0, args, 2, more.length);
    return CliRun.of(args);
  }

  private static void assertFails(CliRun run, int exitCode, String... words) {
    assertThat(run.exitCode()).as(run.err()).isEqualTo(exitCode);
    assertThat(run.err()).contains(words).doesNotContain("\tat ").doesNotContain("Exception");
  }

  @Test
  void theTextGoesToTheOutputAndItsFiguresBesideIt() throws IOException {
    Path json = folder.resolve("result.json");
    CliRun run =
        generate("--prompt=good", "--max-new-tokens=12", "--with-prompt", "--json=" + json);
    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
    JsonNode result = new ObjectMapper().readTree(json.toFile());
    assertThat(run.out()).isEqualTo("good" + result.path("text").asText() + "\n");
    assertThat(result.path("prompt_tokens").asInt()).isEqualTo(1);
    assertThat(run.err()).contains("Wrote " + result.path("tokens").asInt() + " tokens");
    assertThat(run.err()).as("nothing was drawn").doesNotContain("Seed");
  }

  @Test
  void theSeedThatIsToldGivesTheSameTextAgain() {
    CliRun first = generate("--prompt=good", "--temperature=1.5", "--max-new-tokens=12");
    String seed = first.err().replaceFirst("(?s).*Seed (\\d+)\\..*", "$1");
    CliRun again =
        generate(
            "--prompt=good", "--temperature=1.5", "--max-new-tokens=12", "--seed=" + seed.strip());
    assertThat(again.out()).isEqualTo(first.out());
  }

  @Test
  void withoutAPromptTheStandardInputIsContinuedWithoutItsLastLineEnd() {
    CliRun piped =
        CliRun.withInput(
            "good food\n", "generate", "--model=" + model, "--max-new-tokens=8", "--with-prompt");
    assertThat(piped.exitCode()).as(piped.err()).isEqualTo(ExitCode.DONE);
    assertThat(piped.out())
        .isEqualTo(generate("--prompt=good food", "--max-new-tokens=8", "--with-prompt").out());
  }

  @Test
  void aFullModelSaysHowMuchItReads() {
    CliRun run = generate("--prompt=" + "a".repeat(DecoderModels.POSITIONS), "--max-new-tokens=9");
    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
    assertThat(run.err()).containsAnyOf("reads no more than 48 tokens", "the model ended it");
  }

  @Test
  void whatCannotBeContinuedIsSaidWithTheRemedy() {
    assertFails(
        generate("--prompt=" + "a".repeat(49)),
        ExitCode.UNUSABLE_INPUT,
        "49 tokens",
        "at most 48",
        "Shorten it");
    assertFails(
        CliRun.of("generate", "--model=" + folder.resolve("classifier"), "--prompt=a"),
        ExitCode.UNUSABLE_INPUT,
        "classifier of 3 classes",
        "Choose a language model");
    assertFails(
        CliRun.of("generate", "--model=resources/app/valence/model/valence-mini-en", "--prompt=a"),
        ExitCode.UNUSABLE_INPUT,
        "only decoders continue a text");
    assertFails(
        CliRun.of("generate", "--model=" + folder, "--prompt=a"),
        ExitCode.UNUSABLE_INPUT,
        "config.json");
  }

  @Test
  void settingsOutOfRangeNameTheirOption() {
    assertFails(generate("--prompt=a", "--temperature=-1"), ExitCode.WRONG_USAGE, "--temperature");
    assertFails(generate("--prompt=a", "--top-p=0"), ExitCode.WRONG_USAGE, "--top-p", "above 0");
    assertFails(generate("--prompt=a", "--max-new-tokens=0"), ExitCode.WRONG_USAGE, "at least 1");
    assertFails(
        generate("--prompt=a", "--repetition-penalty=0"),
        ExitCode.WRONG_USAGE,
        "--repetition-penalty");
    assertFails(
        generate("--prompt=a", "--temperature=0", "--seed=1"),
        ExitCode.WRONG_USAGE,
        "--temperature 0",
        "--seed");
  }
}
