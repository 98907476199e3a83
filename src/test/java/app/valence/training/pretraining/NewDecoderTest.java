package app.valence.training.pretraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.valence.model.Architecture;
import app.valence.model.ModelConfig;
import app.valence.model.ModelFiles;
import app.valence.model.tokenizer.Tokenizer;
import app.valence.tensor.Device;
import app.valence.tensor.RuntimeOptions;
import app.valence.tensor.TensorRuntime;
import app.valence.tensor.TensorScope;
import app.valence.tensor.ThreadWaiting;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NewDecoderTest {
  @TempDir Path folder;
  private final Tokenizer tokenizer = TinyTexts.decoderTokenizer();

  @AfterEach
  void close() {
    tokenizer.close();
  }

  private ModelConfig config(Architecture architecture, NewDecoder.Shape shape) {
    return NewDecoder.config(architecture, tokenizer, shape, 64);
  }

  @ParameterizedTest
  @EnumSource(
      value = Architecture.class,
      names = {"GPT2", "LLAMA", "MISTRAL", "QWEN2"})
  void whatIsDrawnIsReadAgainAsItWas(Architecture architecture) throws IOException {
    var shape = new NewDecoder.Shape(2, 64, 4, architecture == Architecture.GPT2 ? 4 : 2);
    ModelConfig config = config(architecture, shape);
    var options = new RuntimeOptions(Device.CPU, 1, ThreadWaiting.PASSIVE);
    try (TensorRuntime runtime = TensorRuntime.start(options);
        TensorScope scope = runtime.open()) {
      var model = ModelFiles.newCausalLanguageModel(config, scope, 1);
      ModelFiles.save(model, folder);
      var again = ModelFiles.languageModel(folder, scope, 1);
      assertThat(again.report().describe()).isEmpty();
      ModelConfig read = again.model().config();
      assertThat(read.size()).isEqualTo(config.size());
      assertThat(read.decoder()).isEqualTo(config.decoder());
      assertThat(read.dropout()).isEqualTo(config.dropout());
      assertThat(read.endTokens()).isEqualTo(Set.of(0));
      assertThat(read.paddingId()).isEqualTo(1);
    }
  }

  @Test
  void shapesThatCannotBeAreRefusedWithTheRemedy() {
    assertThatThrownBy(() -> new NewDecoder.Shape(2, 64, 5, 5))
        .hasMessageContaining("64 units with 5 heads");
    assertThatThrownBy(() -> new NewDecoder.Shape(2, 64, 4, 3))
        .hasMessageContaining("choose a divisor");
    assertThatThrownBy(() -> config(Architecture.GPT2, new NewDecoder.Shape(2, 64, 4, 2)))
        .hasMessageContaining("llama");
    assertThatThrownBy(() -> config(Architecture.LLAMA, new NewDecoder.Shape(2, 60, 4, 4)))
        .hasMessageContaining("an even number of units, not 15");
    assertThatThrownBy(() -> config(Architecture.BERT, new NewDecoder.Shape(2, 64, 4, 4)))
        .hasMessageContaining("bert is no decoder");
  }
}
