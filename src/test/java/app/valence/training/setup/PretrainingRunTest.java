package app.valence.training.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.valence.data.DataFormatException;
import app.valence.data.corpus.Corpus;
import app.valence.data.corpus.CorpusFile;
import app.valence.model.ModelFiles;
import app.valence.model.tokenizer.Tokenizer;
import app.valence.model.tokenizer.WordPieceTrainer;
import app.valence.tensor.Device;
import app.valence.tensor.RuntimeOptions;
import app.valence.tensor.TensorRuntime;
import app.valence.tensor.TensorScope;
import app.valence.tensor.ThreadWaiting;
import app.valence.training.TrainingControl;
import app.valence.training.TrainingSettings;
import app.valence.training.pretraining.NewEncoder;
import app.valence.training.pretraining.PretrainingSettings;
import app.valence.training.saving.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PretrainingRunTest {
  private static final List<String> TEXTS =
      IntStream.range(0, 2_000)
          .mapToObj(i -> "review %d says the film was %s".formatted(i, i % 2 == 0 ? "good" : "bad"))
          .toList();

  @TempDir Path folder;
  private TensorRuntime runtime;
  private TensorScope scope;
  private Tokenizer tokenizer;

  @BeforeEach
  @SuppressWarnings("MustBeClosedChecker") // Closed after each test.
  void open() throws IOException {
    runtime = TensorRuntime.start(new RuntimeOptions(Device.CPU, 1, ThreadWaiting.PASSIVE));
    scope = runtime.open();
    tokenizer = WordPieceTrainer.train(TEXTS, new WordPieceTrainer.Options(100, 2, true));
  }

  @AfterEach
  void close() {
    tokenizer.close();
    scope.close();
    runtime.close();
  }

  private PretrainingRun.Finished run(Corpus texts, Optional<Corpus> validation)
      throws IOException {
    TrainingSettings usual = PretrainingSettings.USUAL.training();
    var training =
        new TrainingSettings(
            new TrainingSettings.Duration(1, 2),
            usual.batches(),
            usual.optimizer(),
            usual.loss(),
            usual.layers(),
            usual.evaluation(),
            usual.saving(),
            usual.precision(),
            1);
    var model = ModelFiles.newMaskedLanguageModel(NewEncoder.config(tokenizer, 1, 32), scope, 1);
    var plan =
        new PretrainingRun.Plan(
            new PretrainingRun.Texts(texts, validation),
            new PretrainingRun.Network(model, tokenizer, false),
            new PretrainingSettings(16, 0.15, training),
            new RunFolder(folder.resolve("run")),
            Optional.empty());
    return new PretrainingRun(plan, TrainingControl.unattended(e -> {}), p -> {}).run(scope);
  }

  private Corpus file(String name, List<String> lines) throws IOException {
    return new Corpus(List.of(CorpusFile.of(Files.write(folder.resolve(name), lines))));
  }

  @Test
  void aShareOfTheTextsIsHeldOut() throws IOException {
    var finished = run(file("texts.txt", TEXTS), Optional.empty());
    double share =
        (double) finished.heldOutTokens() / (finished.heldOutTokens() + finished.trainTokens());
    // So few tokens are held out of this much text that they measure nothing, or about a hundredth.
    assertThat(share).isBetween(0.0, 0.02);
    assertThat(finished.trainTokens()).isGreaterThan(15_000);
  }

  @Test
  void textsThatAreListedTwiceAreHeldOutTwiceOrNotAtAll() throws IOException {
    Corpus once = file("texts.txt", TEXTS);
    var twice = new Corpus(List.of(once.files().get(0), once.files().get(0)));
    var finished = run(once, Optional.empty());
    try (var files = Files.walk(folder.resolve("run"))) {
      files.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
    }
    assertThat(run(twice, Optional.empty()).trainTokens()).isEqualTo(2 * finished.trainTokens());
  }

  @Test
  void namedValidationTextIsUsedWhole() throws IOException {
    var finished =
        run(file("texts.txt", TEXTS), Optional.of(file("held.txt", TEXTS.subList(0, 200))));
    assertThat(finished.heldOutTokens()).isGreaterThan(1_500);
    assertThat(finished.result().evaluation()).containsKey("eval_loss");
  }

  @Test
  void nothingButTheModelAndTheRunStaysInTheFolder() throws IOException {
    run(file("texts.txt", TEXTS), Optional.empty());
    assertThat(folder.resolve("run"))
        .isDirectoryContaining("glob:**/model.safetensors")
        .isDirectoryNotContaining("glob:**/.*");
  }

  @Test
  void aBadRowNamesFileAndLine() throws IOException {
    Corpus bad = file("texts.jsonl", List.of("{\"text\": \"fine\"}", "{\"text\": "));
    assertThatThrownBy(() -> run(bad, Optional.empty()))
        .isInstanceOf(DataFormatException.class)
        .hasMessageContaining("texts.jsonl")
        .hasMessageContaining("2");
  }
}
