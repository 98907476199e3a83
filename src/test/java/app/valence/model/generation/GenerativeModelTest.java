package app.valence.model.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.valence.jobs.Cancellation;
import app.valence.model.DecoderModels;
import app.valence.model.checkpoint.CheckpointException;
import app.valence.model.generation.TextGenerator.End;
import app.valence.tensor.Device;
import app.valence.tensor.Precision;
import app.valence.tensor.RuntimeOptions;
import app.valence.tensor.TensorRuntime;
import app.valence.tensor.TensorScope;
import app.valence.tensor.ThreadWaiting;
import com.google.errorprone.annotations.MustBeClosed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GenerativeModelTest {
  private static final GenerationSettings SAMPLED = new GenerationSettings(20, 1, 0, 1, 7);

  private static TensorRuntime runtime;

  @TempDir Path folder;

  @BeforeAll
  @SuppressWarnings("MustBeClosedChecker") // Closed after all tests.
  static void startEngine() {
    runtime = TensorRuntime.start(new RuntimeOptions(Device.CPU, 1, ThreadWaiting.PASSIVE));
  }

  @AfterAll
  static void stopEngine() {
    runtime.close();
  }

  @MustBeClosed
  private static GenerativeModel load(Path folder) throws IOException {
    return GenerativeModel.load(folder, runtime, Precision.FP32);
  }

  private Path save(String modelType) throws IOException {
    try (TensorScope scope = runtime.open()) {
      return DecoderModels.saveLanguageModel(modelType, folder, scope);
    }
  }

  @Test
  void whatIsHeardIsTheWholeTextAndItsTokensAreCounted() throws IOException {
    try (GenerativeModel model = load(save("gpt2"))) {
      var heard = new StringBuilder();
      var counts = new StringBuilder();
      GeneratedText text =
          model.continueText(
              "good",
              SAMPLED,
              (part, speed) -> {
                heard.append(part);
                counts.append(speed.tokens()).append(' ');
              },
              new Cancellation());
      assertThat(heard.toString()).isEqualTo(text.text()).isNotEmpty();
      assertThat(counts.toString()).startsWith("1 2 3 4 5 ");
      assertThat(text.speed().promptTokens()).isEqualTo(1);
      assertThat(text.speed().tokens()).isLessThanOrEqualTo(20);
      assertThat(text.speed().tokensPerSecond()).isPositive();
    }
  }

  @Test
  void cancellingKeepsWhatWasWritten() throws IOException {
    try (GenerativeModel model = load(save("llama"))) {
      var cancellation = new Cancellation();
      GeneratedText text =
          model.continueText(
              "good",
              SAMPLED,
              (part, speed) -> {
                if (speed.tokens() == 4) {
                  cancellation.request("enough");
                }
              },
              cancellation);
      assertThat(text.end()).isEqualTo(End.CANCELLED);
      assertThat(text.speed().tokens()).isEqualTo(4);
    }
  }

  @Test
  void anEmptyPromptStartsWithTheTokenThatStartsTexts() throws IOException {
    try (GenerativeModel model = load(save("gpt2"))) {
      GeneratedText text = model.continueText("", SAMPLED, (part, speed) -> {}, new Cancellation());
      assertThat(text.speed().promptTokens()).isEqualTo(1);
    }
    Files.writeString(folder.resolve("tokenizer_config.json"), "{\"bos_token\": null}");
    try (GenerativeModel model = load(folder)) {
      assertThatThrownBy(
              () -> model.continueText("", SAMPLED, (part, speed) -> {}, new Cancellation()))
          .isInstanceOf(PromptLengthException.class)
          .hasMessageContaining("prompt is empty");
    }
  }

  @Test
  void aPromptLongerThanTheModelReadsIsNamedWithBothNumbers() throws IOException {
    try (GenerativeModel model = load(save("gpt2"))) {
      String longest = "a".repeat(DecoderModels.POSITIONS);
      assertThat(
              model
                  .continueText(longest, SAMPLED, (part, speed) -> {}, new Cancellation())
                  .speed()
                  .promptTokens())
          .isEqualTo(DecoderModels.POSITIONS);
      assertThatThrownBy(
              () ->
                  model.continueText(
                      longest + "a", SAMPLED, (part, speed) -> {}, new Cancellation()))
          .isInstanceOf(PromptLengthException.class)
          .hasMessageContaining("has 49 tokens, and the model reads at most 48");
    }
  }

  @Test
  void theTokensOfTheGenerationConfigEndTextsToo() throws IOException {
    GeneratedText endless;
    try (GenerativeModel model = load(save("gpt2"))) {
      endless = model.continueText("a", SAMPLED, (part, speed) -> {}, new Cancellation());
    }
    // Every token ends a text now, so that the first one does.
    var all = new StringBuilder("1");
    for (int token = 2; token < 262; token++) {
      all.append(", ").append(token);
    }
    Files.writeString(
        folder.resolve("generation_config.json"), "{\"eos_token_id\": [" + all + "]}");
    try (GenerativeModel model = load(folder)) {
      GeneratedText ended =
          model.continueText("a", SAMPLED, (part, speed) -> {}, new Cancellation());
      assertThat(endless.speed().tokens()).isPositive();
      assertThat(ended.end()).isEqualTo(End.END_OF_TEXT);
      assertThat(ended.text()).isEmpty();
    }
  }

  @Test
  void aClassifierIsRefusedAsOne() throws IOException {
    try (TensorScope scope = runtime.open()) {
      DecoderModels.saveClassifier("gpt2", folder, scope);
    }
    assertThatThrownBy(() -> load(folder))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("classifier of 3 classes (gpt2)")
        .hasMessageContaining("Choose a language model");
  }

  @Test
  void anEncoderIsRefusedAsOne() {
    assertThatThrownBy(() -> load(Path.of("resources/app/valence/model/valence-mini-en")))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("only decoders continue a text, and this is bert");
  }
}
