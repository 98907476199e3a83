package app.valence.model;

import app.valence.data.LabelSet;
import app.valence.tensor.Activation;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.TreeMap;

/** Turns a configuration into the {@code config.json} that Hugging Face's transformers writes. */
final class ConfigWriter {
  /**
   * Extras that would be untrue of what is saved: where the original lay, how its numbers were
   * stored, what it was trained for, and code that does not go with it.
   */
  private static final List<String> LEFT_BEHIND =
      List.of(
          "_name_or_path",
          "_num_labels",
          "auto_map",
          "dtype",
          "finetuning_task",
          "num_labels",
          "problem_type",
          "quantization_config");

  private ConfigWriter() {}

  /** The whole file: what is understood, and the extras, in the order of their keys. */
  static ObjectNode file(ModelConfig config, ModelHead head) {
    ObjectNode extras = config.extras().toJson().remove(LEFT_BEHIND);
    var sorted = new TreeMap<String, JsonNode>();
    for (ObjectNode part : List.of(extras, settings(config, head))) {
      part.properties().forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
    }
    return new ObjectNode(JsonNodeFactory.instance, sorted);
  }

  /** The settings that are understood. */
  static ObjectNode settings(ModelConfig config, ModelHead head) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.putArray("architectures").add(config.architecture().className(config.modelType(), head));
    json.put("model_type", config.modelType());
    json.put("torch_dtype", "float32");
    json.put("initializer_range", config.initializerRange());
    if (config.architecture().isDecoder()) {
      DecoderConfigWriter.put(json, config, head, name(config.activation()));
    } else {
      putEncoder(json, config);
    }
    putLabels(json, config.labels());
    return json;
  }

  private static void putEncoder(ObjectNode json, ModelConfig config) {
    json.put("pad_token_id", config.paddingId());
    putSize(json, config);
    putDropout(json, config);
    json.put(ConfigKeys.of(config.architecture()).activation(), name(config.activation()));
    if (config.architecture() != Architecture.DISTILBERT) {
      json.put("layer_norm_eps", config.normEpsilon());
      json.put("position_embedding_type", "absolute");
    }
  }

  private static void putSize(ObjectNode json, ModelConfig config) {
    var size = config.size();
    ConfigKeys keys = ConfigKeys.of(config.architecture());
    json.put("vocab_size", size.vocabulary());
    json.put("max_position_embeddings", size.positions());
    json.put(keys.hidden(), size.hidden());
    json.put(keys.layers(), size.layers());
    json.put(keys.heads(), size.heads());
    json.put(keys.intermediate(), size.intermediate());
    if (size.tokenTypes() > 0) {
      json.put("type_vocab_size", size.tokenTypes());
    }
    if (config.architecture() == Architecture.ELECTRA) {
      json.put("embedding_size", size.embedding());
    }
  }

  private static void putDropout(ObjectNode json, ModelConfig config) {
    var dropout = config.dropout();
    ConfigKeys keys = ConfigKeys.of(config.architecture());
    json.put(keys.hiddenDropout(), dropout.hidden());
    json.put(keys.attentionDropout(), dropout.attention());
    boolean followsHidden =
        config.architecture() != Architecture.DISTILBERT
            && dropout.classifier() == dropout.hidden();
    if (followsHidden) {
      json.putNull(keys.classifierDropout());
    } else {
      json.put(keys.classifierDropout(), dropout.classifier());
    }
  }

  private static void putLabels(ObjectNode json, LabelSet labels) {
    ObjectNode byId = json.putObject("id2label");
    ObjectNode byName = json.putObject("label2id");
    for (int id = 0; id < labels.size(); id++) {
      byId.put(Integer.toString(id), labels.name(id));
      byName.put(labels.name(id), id);
    }
  }

  private static String name(Activation activation) {
    return switch (activation) {
      case GELU -> "gelu";
      case GELU_TANH -> "gelu_new";
      case RELU -> "relu";
      case SILU -> "silu";
      case TANH -> throw new IllegalStateException("No feed-forward block uses tanh");
    };
  }
}
