package app.valence.prompting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import app.valence.data.Dataset;
import app.valence.data.Example;
import app.valence.evaluation.ModelEvaluator.Evaluation;
import app.valence.jobs.JobContext;
import app.valence.model.CausalLanguageModel;
import app.valence.model.DecoderModels;
import app.valence.model.tokenizer.Tokenizer;
import app.valence.prompting.retrieval.TfIdfIndex;
import app.valence.tensor.Device;
import app.valence.tensor.Precision;
import app.valence.tensor.RuntimeOptions;
import app.valence.tensor.TensorRuntime;
import app.valence.tensor.TensorScope;
import app.valence.tensor.ThreadWaiting;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PromptModesTest {
  private static final Dataset TRAIN = TinyPrompts.opinions("train", 40, 1);
  private static final Dataset TEST = TinyPrompts.opinions("test", 20, 2);

  private final Tokenizer tokenizer = TinyPrompts.tokenizer();
  private TensorRuntime runtime;
  private TensorScope scope;
  private CausalLanguageModel model;

  @BeforeEach
  @SuppressWarnings("MustBeClosedChecker") // Closed after each test.
  void open() {
    runtime = TensorRuntime.start(new RuntimeOptions(Device.CPU, 1, ThreadWaiting.PASSIVE));
    scope = runtime.open();
    model = DecoderModels.languageModel("llama", tokenizer.vocabularySize(), 200, scope, 3);
  }

  @AfterEach
  void close() {
    scope.close();
    runtime.close();
    tokenizer.close();
  }

  private PromptModes modes(Calibration calibration) {
    var form = TinyPrompts.form("Review: {text}\nLabel: {label}");
    var decoder = new PromptModes.Decoder(model, tokenizer, form, Precision.FP32);
    var settings = new ScoringSettings(200, 4, Normalisation.SUM, calibration, 7);
    return new PromptModes(decoder, settings, scope);
  }

  private static List<String> texts(Dataset dataset) {
    return dataset.examples().stream().map(Example::text).toList();
  }

  private static double meanOfPositive(PromptClassifier classifier, Dataset dataset) {
    double[][] rows = classifier.probabilities(texts(dataset), JobContext.detached());
    return Arrays.stream(rows).mapToDouble(row -> row[1]).average().orElseThrow();
  }

  @Test
  void aFittedClassifierGivesEachClassItsShare() throws IOException {
    JobContext context = JobContext.detached();
    var plain = modes(Calibration.NONE).zeroShot(Optional.empty(), context);
    assertThat(Math.abs(meanOfPositive(plain, TRAIN) - 0.5)).isGreaterThan(0.1);
    var fitted = modes(Calibration.FITTED).zeroShot(Optional.of(TRAIN), context);
    assertThat(meanOfPositive(fitted, TRAIN)).isCloseTo(0.5, within(1e-3));
  }

  @Test
  void aCalibratedClassifierIsUndecidedAboutNothing() throws IOException {
    JobContext context = JobContext.detached();
    List<String> nothing = List.of("N/A", "", "[MASK]");
    var plain = modes(Calibration.NONE).zeroShot(Optional.empty(), context);
    var calibrated = modes(Calibration.CONTEXTUAL).zeroShot(Optional.empty(), context);
    assertThat(distance(plain, nothing)).isGreaterThan(0.1);
    assertThat(distance(calibrated, nothing)).isLessThan(0.05);
  }

  private static double distance(PromptClassifier classifier, List<String> texts) {
    double[][] rows = classifier.probabilities(texts, JobContext.detached());
    return Math.abs(Arrays.stream(rows).mapToDouble(row -> row[1]).average().orElseThrow() - 0.5);
  }

  @Test
  void allModesMeasureTheSameWay() throws IOException {
    JobContext context = JobContext.detached();
    for (Calibration calibration : Calibration.values()) {
      PromptModes modes = modes(calibration);
      var retriever = new TfIdfIndex(texts(TRAIN));
      for (PromptClassifier classifier :
          List.of(
              modes.zeroShot(Optional.of(TRAIN), context),
              modes.fewShot(TRAIN, context),
              modes.retrieval(TRAIN, retriever, context))) {
        Evaluation found = classifier.evaluate(TEST, context);
        assertThat(found.report().examples()).isEqualTo(20);
        assertThat(found.report().labels()).isEqualTo(TinyPrompts.LABELS.names());
        assertThat(found.loss()).isFinite();
      }
    }
  }

  @Test
  void shotsAreOfEachClassAsManyAndDrawnByTheSeed() {
    var one = Demonstrations.Fixed.balanced(TRAIN, 6, 1);
    assertThat(one.examples()).hasSize(6).doesNotHaveDuplicates();
    assertThat(one.examples().stream().filter(i -> TRAIN.examples().get(i).label() == 0))
        .hasSize(3);
    assertThat(Demonstrations.Fixed.balanced(TRAIN, 6, 1)).isEqualTo(one);
    assertThat(Demonstrations.Fixed.balanced(TRAIN, 6, 2)).isNotEqualTo(one);
    assertThat(Demonstrations.Fixed.balanced(TRAIN, 99, 1).examples()).hasSize(40);
  }

  @Test
  void theNearestDemonstrationStandsLastAndNoneIsTheTextItself() {
    List<String> texts = List.of("a red car", "a blue car", "green grass", "a red car");
    var nearest = new Demonstrations.Nearest(new TfIdfIndex(texts), 2);
    var found =
        nearest.of(List.of("the red car", "a red car"), new int[] {-1, 0}, JobContext.detached());
    assertThat(found.get(0)).containsExactly(3, 0);
    assertThat(found.get(1)).containsExactly(1, 3);
  }
}
