package app.valence.model.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.valence.jobs.Cancellation;
import app.valence.model.CausalLanguageModel;
import app.valence.model.DecoderModels;
import app.valence.model.Forward;
import app.valence.model.TokenBatch;
import app.valence.model.generation.TextGenerator.Continuation;
import app.valence.model.generation.TextGenerator.End;
import app.valence.tensor.Device;
import app.valence.tensor.GradientMode;
import app.valence.tensor.Precision;
import app.valence.tensor.RuntimeOptions;
import app.valence.tensor.TensorRuntime;
import app.valence.tensor.TensorScope;
import app.valence.tensor.ThreadWaiting;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextGeneratorTest {
  private static final int[] PROMPT = {2, 9, 12};

  private static TensorRuntime runtime;
  private static TensorScope scope;

  @BeforeAll
  @SuppressWarnings("MustBeClosedChecker") // Closed after all tests.
  static void startEngine() {
    runtime = TensorRuntime.start(new RuntimeOptions(Device.CPU, 0, ThreadWaiting.PASSIVE));
    scope = runtime.open();
  }

  @AfterAll
  static void stopEngine() {
    scope.close();
    runtime.close();
  }

  static Stream<String> families() {
    return Stream.of("gpt2", "llama", "mistral", "qwen2");
  }

  @ParameterizedTest
  @MethodSource("families")
  void theCacheChangesNoToken(String modelType) {
    var model = DecoderModels.languageModel(modelType, Set.of(), scope);
    for (var settings :
        List.of(GenerationSettings.greedy(8), new GenerationSettings(8, 0.8, 20, 0.9, 11))) {
      assertThat(generate(model, settings).tokens())
          .hasSize(8)
          .isEqualTo(withoutCache(model, settings));
    }
  }

  private static int[] withoutCache(CausalLanguageModel model, GenerationSettings settings) {
    var sampler = new Sampler(settings);
    int[] text = PROMPT;
    for (int i = 0; i < settings.maximumTokens(); i++) {
      try (var off = GradientMode.off();
          TensorScope pass = scope.open()) {
        var batch = TokenBatch.ofIds(List.of(text), 0, 0);
        float[] all = model.logits(Forward.evaluating(pass, Precision.FP32), batch).toFloats();
        int width = all.length / text.length;
        text = Arrays.copyOf(text, text.length + 1);
        text[text.length - 1] =
            sampler.choose(Arrays.copyOfRange(all, all.length - width, all.length));
      }
    }
    return Arrays.copyOfRange(text, PROMPT.length, text.length);
  }

  @Test
  void theSeedDecides() {
    var model = DecoderModels.languageModel("llama", Set.of(), scope);
    int[] first = generate(model, new GenerationSettings(9, 2, 0, 1, 1)).tokens();
    assertThat(generate(model, new GenerationSettings(9, 2, 0, 1, 1)).tokens()).isEqualTo(first);
    assertThat(generate(model, new GenerationSettings(9, 2, 0, 1, 2)).tokens()).isNotEqualTo(first);
  }

  @Test
  void theTokenThatEndsTextsEndsThem() {
    var endless = DecoderModels.languageModel("gpt2", Set.of(), scope);
    int[] tokens = generate(endless, new GenerationSettings(9, 3, 0, 1, 4)).tokens();
    int end = tokens[5];
    var model = DecoderModels.languageModel("gpt2", Set.of(end), scope);
    Continuation found = generate(model, new GenerationSettings(9, 3, 0, 1, 4));
    assertThat(found.end()).isEqualTo(End.END_OF_TEXT);
    assertThat(tokens).startsWith(found.tokens());
    assertThat(found.tokens()).hasSizeLessThanOrEqualTo(5).doesNotContain(end);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpt2", "llama"})
  void aFullModelEndsTheText(String modelType) {
    var model = DecoderModels.languageModel(modelType, Set.of(), scope);
    Continuation found = generate(model, GenerationSettings.greedy(100));
    assertThat(found.end()).isEqualTo(End.MODEL_FULL);
    // Twelve positions are read, and the last of them still foretells a token.
    assertThat(PROMPT.length + found.tokens().length).isEqualTo(13);
  }

  @Test
  void aStopIsHonouredBetweenTwoTokens() {
    var model = DecoderModels.languageModel("llama", Set.of(), scope);
    var cancellation = new Cancellation();
    List<Integer> heard = new ArrayList<>();
    Continuation found =
        new TextGenerator(model, Precision.FP32, scope)
            .continueText(
                PROMPT,
                GenerationSettings.greedy(8),
                token -> {
                  heard.add(token);
                  if (heard.size() == 3) {
                    cancellation.request("enough");
                  }
                },
                cancellation);
    assertThat(found.end()).isEqualTo(End.CANCELLED);
    assertThat(found.tokens()).hasSize(3);
    assertThat(heard).containsExactlyElementsOf(Arrays.stream(found.tokens()).boxed().toList());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 13})
  void aPromptThatCannotBeReadIsRefused(int length) {
    var model = DecoderModels.languageModel("llama", Set.of(), scope);
    assertThatThrownBy(
            () ->
                new TextGenerator(model, Precision.FP32, scope)
                    .continueText(
                        new int[length],
                        GenerationSettings.greedy(2),
                        token -> {},
                        new Cancellation()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("reads 1 to 12 tokens, and " + length);
  }

  private static Continuation generate(CausalLanguageModel model, GenerationSettings settings) {
    return new TextGenerator(model, Precision.FP32, scope)
        .continueText(PROMPT, settings, token -> {}, new Cancellation());
  }
}
