package app.valence.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import app.valence.model.checkpoint.CheckpointException;
import app.valence.tensor.Activation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecoderConfigTest {
  private static final String LLAMA =
      """
      "vocab_size": 1000, "hidden_size": 64, "num_hidden_layers": 3, "num_attention_heads": 32,
      "intermediate_size": 24, "max_position_embeddings": 512
      """;

  @TempDir Path folder;

  @Test
  void whatGpt2LeavesUnsaidIsAsInTransformers() throws IOException {
    ModelConfig config =
        read(
            """
            "model_type": "gpt2", "vocab_size": 50257, "n_embd": 12, "n_layer": 2, "n_head": 3,
            "n_positions": 1024, "n_ctx": 1024, "eos_token_id": 50256
            """);
    assertThat(config.size()).isEqualTo(new ModelConfig.Size(50257, 12, 12, 2, 3, 48, 1024, 0));
    assertThat(config.activation()).isEqualTo(Activation.GELU_TANH);
    assertThat(config.normEpsilon()).isEqualTo(1e-5);
    assertThat(config.dropout()).isEqualTo(new ModelConfig.Dropout(0.1, 0.1, 0, 0.1));
    assertThat(config.decoderSettings().tiedHead()).isTrue();
    assertThat(config.decoderSettings().hasPadding()).isFalse();
    assertThat(config.paddingId()).as("what fills").isEqualTo(50256);
    assertThat(config.unlearnedId()).isEqualTo(-1);
  }

  @ParameterizedTest
  @CsvSource({"llama, 32, false, 0", "mistral, 8, false, 4096", "qwen2, 32, true, 0"})
  void whatTheOthersLeaveUnsaidIsAsInTransformers(
      String modelType, int groups, boolean biases, int window) throws IOException {
    ModelConfig config = read("\"model_type\": \"" + modelType + "\"," + LLAMA);
    DecoderSettings settings = config.decoderSettings();
    assertThat(settings.keyValueHeads()).isEqualTo(groups);
    assertThat(settings.headSize()).isEqualTo(2);
    assertThat(settings.biases().queryKeyValue()).isEqualTo(biases);
    assertThat(settings.biases().attentionOutput()).isFalse();
    assertThat(settings.window().map(DecoderSettings.Window::tokens).orElse(0)).isEqualTo(window);
    assertThat(settings.rotary())
        .contains(new RotarySettings(10_000, new RotarySettings.Unscaled()));
    assertThat(settings.tiedHead()).isFalse();
    assertThat(config.activation()).isEqualTo(Activation.SILU);
    assertThat(config.dropout()).isEqualTo(new ModelConfig.Dropout(0, 0, 0, 0));
  }

  @Test
  void qwen2SlidesItsWindowOnlyIfItSaysSo() throws IOException {
    String text = "\"model_type\": \"qwen2\", \"sliding_window\": 6, \"max_window_layers\": 1,";
    assertThat(read(text + LLAMA).decoderSettings().window()).isEmpty();
    assertThat(read(text + "\"use_sliding_window\": true," + LLAMA).decoderSettings().window())
        .contains(new DecoderSettings.Window(6, 1));
  }

  @Test
  void theFirstLlamaPadsWithNothing() throws IOException {
    ModelConfig config = read("\"model_type\": \"llama\", \"pad_token_id\": -1," + LLAMA);
    assertThat(config.decoderSettings().hasPadding()).isFalse();
    assertThat(config.paddingId()).isZero();
  }

  @Test
  void rotaryEmbeddingsMayBeDescribedAsReleasesFromFiveOnDo() throws IOException {
    String text =
        """
        "model_type": "llama",
        "rope_parameters": {"rope_type": "linear", "rope_theta": 500000.0, "factor": 4.0},
        """;
    assertThat(read(text + LLAMA).decoderSettings().rotary())
        .contains(new RotarySettings(500_000, new RotarySettings.Linear(4)));
  }

  @Test
  void linearScalingStretchesEveryAngle() {
    float[] plain = new RotarySettings(100, new RotarySettings.Unscaled()).frequencies(4);
    float[] scaled = new RotarySettings(100, new RotarySettings.Linear(4)).frequencies(4);
    assertThat(plain).containsExactly(1f, 0.1f);
    assertThat(scaled).containsExactly(0.25f, 0.025f);
  }

  @Test
  void llama3StretchesOnlySlowAngles() {
    var scaling = new RotarySettings.Llama3(8, 1, 4, 32);
    float[] plain = new RotarySettings(500_000, new RotarySettings.Unscaled()).frequencies(12);
    float[] scaled = new RotarySettings(500_000, scaling).frequencies(12);
    assertThat(scaled[0]).isEqualTo(plain[0]);
    assertThat(scaled[5]).isCloseTo(plain[5] / 8, within(1e-9f));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"rope_scaling\": {\"type\": \"yarn\", \"factor\": 4} | only linear and llama3",
        "\"rope_scaling\": {\"type\": \"linear\"} | \"factor\" of the rotary embeddings",
        "\"rope_scaling\": 3 | \"rope_scaling\" must be an object",
        "\"num_key_value_heads\": 5 | cannot be shared by 5 num_key_value_heads",
        "\"hidden_size\": 63 | 63 hidden units cannot be shared by 32 attention heads",
        "\"head_dim\": 3 | a head of 3 units has no pairs",
        "\"partial_rotary_factor\": 0.5 | turns only a part of each head",
        "\"tie_word_embeddings\": 1 | must be true or false",
        "\"pad_token_id\": 1000 | outside the vocabulary of 1000",
      })
  void whatIsNotUnderstoodIsRefused(String setting, String problem) {
    String key = setting.substring(0, setting.indexOf(':'));
    String rest =
        LLAMA.contains(key) ? LLAMA.replaceFirst(key + ": \\d+", setting) : LLAMA + "," + setting;
    assertThatThrownBy(() -> read("\"model_type\": \"llama\"," + rest))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContainingAll(folder.resolve("config.json").toString(), problem);
  }

  private ModelConfig read(String settings) throws IOException {
    Files.writeString(folder.resolve("config.json"), "{" + settings + "}");
    return ModelFiles.config(folder);
  }
}
