package app.valence.ui.testing.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.valence.jobs.Cancellation;
import app.valence.jobs.JobContext;
import app.valence.jobs.Progress;
import app.valence.model.DecoderModels;
import app.valence.model.generation.GeneratedText;
import app.valence.model.generation.GenerationSettings;
import app.valence.tensor.Device;
import app.valence.tensor.RuntimeOptions;
import app.valence.tensor.SharedRuntime;
import app.valence.tensor.TensorScope;
import app.valence.tensor.ThreadWaiting;
import app.valence.ui.workbench.OpenModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The screen's generator on the real engine, with models drawn from nothing. */
class LiveGeneratorTest {
  private static final GenerationSettings SETTINGS = new GenerationSettings(9, 1, 0, 1, 4);

  @TempDir Path first;
  @TempDir Path second;
  private SharedRuntime runtime;
  private LiveGenerator generator;

  @BeforeEach
  void start() throws IOException {
    runtime =
        new SharedRuntime(
            new RuntimeOptions(Device.CPU, 1, ThreadWaiting.PASSIVE), Optional.empty());
    try (TensorScope scope = runtime.get().open()) {
      DecoderModels.saveLanguageModel("llama", first, scope);
      DecoderModels.saveLanguageModel("gpt2", second, scope);
    }
    generator = new LiveGenerator(runtime);
  }

  @AfterEach
  void close() {
    generator.close();
    runtime.close();
  }

  private GeneratedText write(Path folder, List<Progress> progress) throws IOException {
    var request = new TextRequest(new OpenModel("it", folder), "good", SETTINGS);
    return generator.write(
        request, (part, speed) -> {}, new JobContext(new Cancellation(), progress::add));
  }

  @Test
  void theModelOfTheFolderWritesAndSaysHowFarItIs() throws IOException {
    List<Progress> progress = new ArrayList<>();
    GeneratedText text = write(first, progress);
    assertThat(text.speed().tokens()).isPositive();
    assertThat(progress).hasSizeGreaterThanOrEqualTo(text.speed().tokens());
    assertThat(progress.get(0).done()).isEqualTo(1);
    assertThat(progress.get(0).total()).isEqualTo(9);
    assertThat(generator.load(second).config().modelType()).isEqualTo("gpt2");
    assertThat(write(first, progress).text()).isEqualTo(text.text());
  }

  @Test
  void afterItsMemoryWasFreedTheModelIsLoadedAgain() throws IOException {
    GeneratedText before = write(first, new ArrayList<>());
    generator.release();
    generator.release();
    assertThat(write(first, new ArrayList<>()).text()).isEqualTo(before.text());
  }

  @Test
  void afterClosingNothingIsLoadedAnyMore() throws IOException {
    generator.load(first);
    generator.close();
    assertThatThrownBy(() -> generator.load(first)).isInstanceOf(IllegalStateException.class);
  }
}
