package app.valence.model;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Writes the settings of decoders that {@link DecoderConfigReader} understands. */
final class DecoderConfigWriter {
  private final ObjectNode json;
  private final ModelConfig config;
  private final DecoderSettings settings;
  private final DecoderKeys keys;

  private DecoderConfigWriter(ObjectNode json, ModelConfig config) {
    this.json = json;
    this.config = config;
    this.settings = config.decoderSettings();
    this.keys = DecoderKeys.of(config.architecture());
  }

  /** Adds to a file what it says about a decoder. */
  static void put(ObjectNode json, ModelConfig config, ModelHead head, String activation) {
    var writer = new DecoderConfigWriter(json, config);
    writer.putPadding(head);
    writer.putSize();
    json.put(writer.keys.activation(), activation);
    json.put(writer.keys.normEpsilon(), config.normEpsilon());
    json.put(writer.keys.attentionDropout(), config.dropout().attention());
    if (config.architecture() == Architecture.GPT2) {
      writer.putGpt2();
    } else {
      writer.putLlama();
    }
  }

  /** A classifier of many texts at once finds each text's end by its padding. */
  private void putPadding(ModelHead head) {
    if (settings.hasPadding() || head == ModelHead.SEQUENCE_CLASSIFICATION) {
      json.put("pad_token_id", config.paddingId());
    } else {
      json.putNull("pad_token_id");
    }
  }

  private void putSize() {
    var size = config.size();
    json.put("vocab_size", size.vocabulary());
    json.put(keys.hidden(), size.hidden());
    json.put(keys.layers(), size.layers());
    json.put(keys.heads(), size.heads());
    json.put(keys.positions(), size.positions());
    if (config.architecture() == Architecture.GPT2 && size.intermediate() == 4 * size.hidden()) {
      json.putNull(keys.intermediate());
    } else {
      json.put(keys.intermediate(), size.intermediate());
    }
  }

  private void putGpt2() {
    json.put("resid_pdrop", config.dropout().hidden());
    json.put("embd_pdrop", config.dropout().embedding());
    json.put("scale_attn_weights", settings.scoring().byHeadSize());
    json.put("scale_attn_by_inverse_layer_idx", settings.scoring().byLayer());
    if (!settings.tiedHead()) {
      json.put("tie_word_embeddings", false);
    }
  }

  private void putLlama() {
    json.put("num_key_value_heads", settings.keyValueHeads());
    json.put("tie_word_embeddings", settings.tiedHead());
    boolean usualHeads = settings.headSize() * config.size().heads() == config.size().hidden();
    if (config.architecture() != Architecture.QWEN2 || !usualHeads) {
      json.put("head_dim", settings.headSize());
    }
    RotaryReader.write(
        json, settings.rotary().orElseThrow(), config.architecture() != Architecture.MISTRAL);
    if (config.architecture() == Architecture.LLAMA) {
      json.put("attention_bias", settings.biases().queryKeyValue());
      json.put("mlp_bias", settings.biases().feedForward());
    }
    putWindow();
  }

  /** Mistral has one unless it says otherwise; Qwen2 has none unless it says so. */
  private void putWindow() {
    if (settings.window().isPresent()) {
      json.put("sliding_window", settings.window().get().tokens());
    } else if (config.architecture() == Architecture.MISTRAL) {
      json.putNull("sliding_window");
    }
    if (settings.window().isPresent() && config.architecture() == Architecture.QWEN2) {
      json.put("use_sliding_window", true);
      json.put("max_window_layers", settings.window().get().firstLayer());
    }
  }
}
