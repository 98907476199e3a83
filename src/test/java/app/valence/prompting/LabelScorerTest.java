package app.valence.prompting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import app.valence.data.LabelSet;
import app.valence.jobs.JobContext;
import app.valence.model.CausalLanguageModel;
import app.valence.model.DecoderModels;
import app.valence.model.Forward;
import app.valence.model.TokenBatch;
import app.valence.model.tokenizer.Tokenizer;
import app.valence.tensor.Device;
import app.valence.tensor.GradientMode;
import app.valence.tensor.Precision;
import app.valence.tensor.RuntimeOptions;
import app.valence.tensor.TensorRuntime;
import app.valence.tensor.TensorScope;
import app.valence.tensor.ThreadWaiting;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LabelScorerTest {
  /** Words of one token and of many, two of which begin alike. */
  private static final LabelSet LABELS =
      LabelSet.of(List.of("positive", "negative", "neg", "no opinion at all"));

  private static final List<String> TEXTS =
      List.of("the film is good", "bad", "the book is dull is awful", "", "a song");

  private static final List<Shot> SHOTS =
      List.of(new Shot("the meal is great", "positive"), new Shot("the song is bad", "negative"));

  private final Tokenizer tokenizer = TinyPrompts.tokenizer();
  private TensorRuntime runtime;
  private TensorScope scope;

  @BeforeEach
  @SuppressWarnings("MustBeClosedChecker") // Closed after each test.
  void open() {
    runtime = TensorRuntime.start(new RuntimeOptions(Device.CPU, 1, ThreadWaiting.PASSIVE));
    scope = runtime.open();
  }

  @AfterEach
  void close() {
    scope.close();
    runtime.close();
    tokenizer.close();
  }

  private PromptEncoder encoder(int shots) throws IOException {
    var form =
        new PromptForm(
            PromptTemplate.parse("Review: {text}\nLabel: {label}"),
            Optional.empty(),
            LABELS,
            LabelWords.namesOf(LABELS));
    return new PromptEncoder(
        tokenizer, form, new PromptEncoder.Limits(OptionalInt.empty(), 120, shots));
  }

  private List<PromptedChoices> prompts(List<Shot> shots) throws IOException {
    PromptEncoder encoder = encoder(shots.size());
    List<PromptedChoices> prompts = new ArrayList<>();
    TEXTS.forEach(text -> prompts.add(encoder.choices(shots, text)));
    return prompts;
  }

  private CausalLanguageModel model(String type) {
    return DecoderModels.languageModel(type, tokenizer.vocabularySize(), 120, scope, 3);
  }

  /** One pass over each whole prompt with each answer, and no cache. */
  private double byHand(CausalLanguageModel model, PromptedText text) {
    try (var off = GradientMode.off();
        TensorScope pass = scope.open()) {
      var batch = TokenBatch.ofIds(List.of(text.ids()), 0, 0);
      float[] all = model.logits(Forward.evaluating(pass, Precision.FP32), batch).toFloats();
      int width = tokenizer.vocabularySize();
      double sum = 0;
      for (int token = text.answerStart(); token < text.ids().length; token++) {
        int row = (token - 1) * width;
        double exponentials = 0;
        for (int i = 0; i < width; i++) {
          exponentials += Math.exp(all[row + i]);
        }
        sum += all[row + text.ids()[token]] - Math.log(exponentials);
      }
      return sum;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpt2", "llama", "mistral", "qwen2"})
  void scoresAreTheLogProbabilitiesOfWholePasses(String type) throws IOException {
    CausalLanguageModel model = model(type);
    var scorer = new LabelScorer(model, Precision.FP32, scope);
    for (List<Shot> shots : List.of(List.<Shot>of(), SHOTS)) {
      List<PromptedChoices> prompts = prompts(shots);
      List<AnswerScores> found = scorer.score(prompts, JobContext.detached());
      for (int i = 0; i < prompts.size(); i++) {
        for (int label = 0; label < LABELS.size(); label++) {
          PromptedText answer = prompts.get(i).answers().get(label);
          double expected = byHand(model, answer);
          assertThat(found.get(i).logLikelihoods()[label]).isCloseTo(expected, within(2e-3));
          assertThat(found.get(i).tokens()[label]).isEqualTo(answer.answerTokens());
          assertThat(found.get(i).scores(Normalisation.MEAN)[label])
              .isCloseTo(expected / answer.answerTokens(), within(2e-3));
        }
      }
    }
  }

  @Test
  void whatPromptsBeginWithAlikeIsCachedWithoutAnyDifference() throws IOException {
    CausalLanguageModel model = model("llama");
    var scorer = new LabelScorer(model, Precision.FP32, scope);
    List<PromptedChoices> prompts = prompts(SHOTS);
    List<AnswerScores> together = scorer.score(prompts, JobContext.detached());
    for (int i = 0; i < prompts.size(); i++) {
      // A prompt by itself has nothing to share, so nothing is cached.
      var alone = scorer.score(List.of(prompts.get(i)), JobContext.detached()).get(0);
      assertThat(together.get(i).logLikelihoods())
          .containsExactly(alone.logLikelihoods(), within(1e-3));
    }
  }

  @Test
  void wordsOfSeveralTokensAreAmongTheLabels() throws IOException {
    int[] tokens =
        new LabelScorer(model("gpt2"), Precision.FP32, scope)
            .score(prompts(List.of()), JobContext.detached())
            .get(0)
            .tokens();
    assertThat(tokens[0]).isEqualTo(1);
    assertThat(tokens[3]).isGreaterThan(3);
  }
}
