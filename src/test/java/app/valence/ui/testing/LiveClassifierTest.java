package app.valence.ui.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import app.valence.data.LabelSet;
import app.valence.jobs.JobContext;
import app.valence.model.Architecture;
import app.valence.model.ModelConfig;
import app.valence.model.ModelFiles;
import app.valence.tensor.Activation;
import app.valence.tensor.Device;
import app.valence.tensor.RuntimeOptions;
import app.valence.tensor.SharedRuntime;
import app.valence.tensor.TensorScope;
import app.valence.tensor.ThreadWaiting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The screen's scorer on the real engine, with models drawn from nothing. */
class LiveClassifierTest {
  private static final List<String> WORDS =
      List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "good", "bad", "film", "a");
  private static final int POSITIONS = 8;

  @TempDir Path first;
  @TempDir Path second;
  private SharedRuntime runtime;
  private LiveClassifier classifier;

  @BeforeEach
  void start() throws IOException {
    runtime =
        new SharedRuntime(
            new RuntimeOptions(Device.CPU, 1, ThreadWaiting.PASSIVE), Optional.empty());
    draw(first, 1, "negative", "positive");
    draw(second, 2, "bad", "fair", "good");
    classifier = new LiveClassifier(runtime);
  }

  @AfterEach
  void close() {
    classifier.close();
    runtime.close();
  }

  @Test
  void aTextIsGivenProbabilitiesByTheModelOfItsFolder() throws IOException {
    Scorer.Reply reply = ask(first, "a good film");
    assertThat(reply.model())
        .isEqualTo(new ModelFacts(List.of("negative", "positive"), POSITIONS, "bert", 1, 8, 858));
    Answer answer = reply.answer().orElseThrow();
    assertThat(answer.tokens()).isEqualTo(5);
    assertThat(answer.probabilities()).hasSize(2);
    assertThat(answer.probabilities().stream().mapToDouble(p -> p).sum())
        .isCloseTo(1, offset(1e-6));
    assertThat(ask(second, "a good film").answer().orElseThrow().probabilities()).hasSize(3);
    assertThat(ask(first, "a good film").answer().orElseThrow().probabilities())
        .isEqualTo(answer.probabilities());
  }

  @Test
  void aBlankTextOnlyLoadsTheModelAndALongOneIsCountedWhole() throws IOException {
    assertThat(ask(first, " ").answer()).isEmpty();
    Answer answer = ask(first, "good ".repeat(20)).answer().orElseThrow();
    assertThat(answer.tokens()).isEqualTo(22);
    assertThat(answer.probabilities())
        .isEqualTo(ask(first, "good ".repeat(6)).answer().orElseThrow().probabilities());
  }

  @Test
  void aFolderWithoutAModelIsRefusedAndTheFormerOneStillAnswers(@TempDir Path empty)
      throws IOException {
    Answer before = ask(first, "good").answer().orElseThrow();
    assertThatThrownBy(() -> ask(empty, "good"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(empty.toString());
    assertThat(ask(first, "good").answer().orElseThrow().probabilities())
        .isEqualTo(before.probabilities());
  }

  @Test
  void aModelThatWasTrainedFurtherInItsFolderIsLoadedAgain() throws IOException {
    Answer before = ask(first, "good").answer().orElseThrow();
    draw(first, 3, "negative", "positive");
    Path weights = first.resolve(ModelFiles.WEIGHTS);
    long written = Files.getLastModifiedTime(weights).toMillis();
    Files.setLastModifiedTime(weights, FileTime.fromMillis(written + 1000));
    assertThat(ask(first, "good").answer().orElseThrow().probabilities())
        .isNotEqualTo(before.probabilities());
  }

  @Test
  void afterClosingNothingIsLoadedAnyMore() throws IOException {
    ask(first, "good");
    classifier.close();
    assertThatThrownBy(() -> ask(first, "good")).isInstanceOf(IllegalStateException.class);
  }

  private Scorer.Reply ask(Path folder, String text) throws IOException {
    return classifier.ask(folder, text, JobContext.detached());
  }

  private void draw(Path folder, long seed, String... labels) throws IOException {
    var config =
        new ModelConfig(
            Architecture.BERT,
            "bert",
            new ModelConfig.Size(WORDS.size(), 8, 8, 1, 2, 16, POSITIONS, 2),
            Activation.GELU,
            1e-12,
            new ModelConfig.Dropout(0.1, 0.1, 0.1),
            0.5,
            0,
            LabelSet.of(List.of(labels)));
    Files.write(folder.resolve("vocab.txt"), WORDS);
    try (TensorScope scope = runtime.get().open()) {
      ModelFiles.save(ModelFiles.newClassifier(config, scope, seed), folder);
    }
  }
}
