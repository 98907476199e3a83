package app.valence.model;

import app.valence.data.LabelSet;
import app.valence.model.DecoderSettings.Biases;
import app.valence.model.DecoderSettings.Scoring;
import app.valence.model.DecoderSettings.Window;
import app.valence.model.checkpoint.CheckpointException;
import app.valence.tensor.Activation;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * Understands the settings of a decoder's {@code config.json}. What it leaves unsaid is as in
 * Hugging Face's configuration classes.
 */
final class DecoderConfigReader {
  private static final int UNSET = -1;

  private final ConfigSettings settings;
  private final Architecture architecture;
  private final DecoderKeys keys;

  DecoderConfigReader(ConfigSettings settings, Architecture architecture) {
    this.settings = settings;
    this.architecture = architecture;
    this.keys = DecoderKeys.of(architecture);
  }

  /** The model that is described, without extras. */
  ModelConfig config(String modelType, Activation activation, LabelSet labels)
      throws CheckpointException {
    requireKnown();
    ModelConfig.Size size = size();
    int padding = paddingId(size);
    return new ModelConfig(
        architecture,
        modelType,
        size,
        activation,
        settings.number(keys.normEpsilon(), keys.usualEpsilon(), 1),
        dropout(),
        settings.number("initializer_range", 0.02, 10),
        padding == UNSET ? fillingId(size) : padding,
        labels,
        Optional.of(decoder(size, padding != UNSET)),
        ConfigExtras.NONE);
  }

  private void requireKnown() throws CheckpointException {
    if (settings.flag("add_cross_attention", false)) {
      throw settings.wrong(
          "it attends to an encoder (\"add_cross_attention\": true), which is not supported",
          "Choose another model.");
    }
    if (settings.number("partial_rotary_factor", 1, 1) != 1) {
      throw settings.wrong(
          "it turns only a part of each head (\"partial_rotary_factor\"), which is not supported",
          "Choose another model.");
    }
  }

  private ModelConfig.Size size() throws CheckpointException {
    int hidden = settings.positive(keys.hidden());
    return new ModelConfig.Size(
        settings.positive("vocab_size"),
        hidden,
        hidden,
        settings.positive(keys.layers()),
        settings.positive(keys.heads()),
        isGpt2()
            ? settings.whole(keys.intermediate(), 1, Math.multiplyExact(4, hidden))
            : settings.positive(keys.intermediate()),
        settings.positive(keys.positions()),
        0);
  }

  private ModelConfig.Dropout dropout() throws CheckpointException {
    double attention = settings.number(keys.attentionDropout(), keys.usualDropout(), 1);
    return isGpt2()
        ? new ModelConfig.Dropout(
            settings.number("resid_pdrop", 0.1, 1),
            attention,
            0,
            settings.number("embd_pdrop", 0.1, 1))
        : new ModelConfig.Dropout(0, attention, 0, 0);
  }

  /** The first Llama says -1 where it means none. */
  private int paddingId(ModelConfig.Size size) throws CheckpointException {
    if (settings.get("pad_token_id").asInt(0) == UNSET) {
      return UNSET;
    }
    int id = settings.get("pad_token_id").isNumber() ? settings.whole("pad_token_id", 0, 0) : UNSET;
    if (id >= size.vocabulary()) {
      throw settings.wrong(
          "pad_token_id " + id + " is outside the vocabulary of " + size.vocabulary());
    }
    return id;
  }

  /** Any token can fill what nobody looks at; the one that ends texts looks least odd. */
  private int fillingId(ModelConfig.Size size) {
    JsonNode end = settings.get("eos_token_id");
    int id = (end.isArray() ? end.path(0) : end).asInt(0);
    return id >= 0 && id < size.vocabulary() ? id : 0;
  }

  private DecoderSettings decoder(ModelConfig.Size size, boolean hasPadding)
      throws CheckpointException {
    int headSize = headSize(size);
    return new DecoderSettings(
        keyValueHeads(size),
        headSize,
        isGpt2()
            ? Optional.empty()
            : Optional.of(new RotaryReader(settings, size).rotary(headSize)),
        window(),
        biases(),
        new Scoring(
            settings.flag("scale_attn_weights", true),
            settings.flag("scale_attn_by_inverse_layer_idx", false)),
        settings.flag("tie_word_embeddings", keys.usuallyTied()),
        hasPadding);
  }

  private int headSize(ModelConfig.Size size) throws CheckpointException {
    int shared = isGpt2() ? UNSET : settings.whole("head_dim", 1, 0);
    if (shared > 0) {
      return shared;
    }
    if (size.hidden() % size.heads() != 0) {
      throw settings.wrong(
          size.hidden() + " hidden units cannot be shared by " + size.heads() + " attention heads");
    }
    return size.hidden() / size.heads();
  }

  private int keyValueHeads(ModelConfig.Size size) throws CheckpointException {
    String key = "num_key_value_heads";
    if (isGpt2()) {
      return size.heads();
    }
    int unsaid =
        switch (architecture) {
          case MISTRAL -> 8;
          case QWEN2 -> 32;
          default -> size.heads();
        };
    int heads = settings.whole(key, 1, settings.get(key).isNull() ? size.heads() : unsaid);
    if (size.heads() % heads != 0) {
      throw settings.wrong(
          size.heads() + " attention heads cannot be shared by " + heads + " " + key);
    }
    return heads;
  }

  private Optional<Window> window() throws CheckpointException {
    String key = "sliding_window";
    boolean isQwen = architecture == Architecture.QWEN2;
    boolean mayHave =
        isQwen
            ? settings.flag("use_sliding_window", false)
            : architecture == Architecture.MISTRAL && !settings.get(key).isNull();
    return mayHave
        ? Optional.of(
            new Window(
                settings.whole(key, 1, 4096),
                isQwen ? settings.whole("max_window_layers", 0, 28) : 0))
        : Optional.empty();
  }

  private Biases biases() throws CheckpointException {
    return switch (architecture) {
      case GPT2 -> new Biases(true, true, true);
      case QWEN2 -> new Biases(true, false, false);
      case LLAMA -> {
        boolean attention = settings.flag("attention_bias", false);
        yield new Biases(attention, attention, settings.flag("mlp_bias", false));
      }
      default -> new Biases(false, false, false);
    };
  }

  private boolean isGpt2() {
    return architecture == Architecture.GPT2;
  }
}
