package app.valence.model;

import app.valence.data.LabelSet;
import app.valence.model.checkpoint.CheckpointException;
import app.valence.tensor.Activation;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Understands the settings of a {@code config.json}. What it leaves unsaid is as in Hugging Face's
 * configuration classes.
 */
final class ConfigReader {
  private static final int MOST_LABELS = 100_000;
  private static final int MOST_LAYERS = 1_000;
  private static final Map<String, Activation> ACTIVATIONS =
      new TreeMap<>(
          Map.of(
              "gelu", Activation.GELU,
              "gelu_python", Activation.GELU,
              "gelu_new", Activation.GELU_TANH,
              "gelu_fast", Activation.GELU_TANH,
              "gelu_pytorch_tanh", Activation.GELU_TANH,
              "relu", Activation.RELU,
              "silu", Activation.SILU,
              "swish", Activation.SILU));

  private final ConfigSettings settings;
  private final String modelType;
  private final Architecture architecture;

  private ConfigReader(ConfigSettings settings) throws CheckpointException {
    this.settings = settings;
    this.modelType = modelType(settings);
    this.architecture = architecture(settings, modelType);
  }

  /** The model that is described, without extras. */
  static ModelConfig read(ConfigSettings settings) throws CheckpointException {
    var reader = new ConfigReader(settings);
    return reader.architecture.isDecoder() ? reader.decoder() : reader.config();
  }

  private ModelConfig decoder() throws CheckpointException {
    var keys = DecoderKeys.of(architecture);
    var reader = new DecoderConfigReader(settings, architecture);
    Activation activation = activation(keys.activation(), keys.usualActivation());
    ModelConfig config = reader.config(modelType, activation, labels());
    requireLayers(config.size());
    return config;
  }

  private ModelConfig config() throws CheckpointException {
    requireEncoder();
    ModelConfig.Size size = size();
    boolean normIsFixed = architecture == Architecture.DISTILBERT;
    var config =
        new ModelConfig(
            architecture,
            modelType,
            size,
            activation(keys().activation(), Activation.GELU),
            normIsFixed ? 1e-12 : settings.number("layer_norm_eps", 1e-12, 1),
            dropout(),
            settings.number("initializer_range", 0.02, 10),
            paddingId(size),
            labels());
    if (config.maximumLength() < 1) {
      throw settings.wrong(
          size.positions() + " positions leave none after pad_token_id " + config.paddingId());
    }
    return config;
  }

  /** The first Google checkpoints say only by their class, or not at all, which model they are. */
  private static String modelType(ConfigSettings settings) throws CheckpointException {
    String className = settings.get("architectures").path(0).asText("");
    Optional<String> implied = Architecture.modelTypeOfClass(className);
    String modelType = settings.text("model_type", implied.orElse(""));
    if (modelType.isEmpty()) {
      throw settings.wrong(
          "it does not say which architecture it describes: \"model_type\" is missing",
          "If you know that it is a BERT model, add \"model_type\": \"bert\"; likewise for "
              + String.join(", ", Architecture.knownModelTypes())
              + ".");
    }
    return modelType;
  }

  private static Architecture architecture(ConfigSettings settings, String modelType)
      throws CheckpointException {
    return Architecture.ofModelType(modelType)
        .orElseThrow(
            () ->
                settings.wrong(
                    "the architecture \"" + modelType + "\" is not known",
                    "Choose a model of type "
                        + String.join(", ", Architecture.knownModelTypes())
                        + "."));
  }

  private void requireEncoder() throws CheckpointException {
    String positions = settings.text("position_embedding_type", "absolute");
    if (!positions.equals("absolute")) {
      throw settings.wrong(
          "position_embedding_type \"" + positions + "\" is not supported, only \"absolute\"",
          "Choose another model.");
    }
    String pooling = settings.text(Pooling.KEY, Pooling.CLS.key());
    if (Pooling.ofKey(pooling).isEmpty()) {
      throw settings.wrong(
          Pooling.KEY + " \"" + pooling + "\" is not supported", "Use " + Pooling.keys() + ".");
    }
    if (settings.get("is_decoder").asBoolean(false)) {
      throw settings.wrong(
          "it turns an encoder into a decoder (\"is_decoder\": true), which is not supported",
          "Choose another model.");
    }
  }

  private ModelConfig.Size size() throws CheckpointException {
    ConfigKeys keys = keys();
    int hidden = settings.positive(keys.hidden());
    boolean hasTypes = !architecture.names().tokenTypes().isEmpty();
    var size =
        new ModelConfig.Size(
            settings.positive("vocab_size"),
            architecture == Architecture.ELECTRA
                ? settings.whole("embedding_size", 1, 128)
                : hidden,
            hidden,
            settings.positive(keys.layers()),
            settings.positive(keys.heads()),
            settings.positive(keys.intermediate()),
            settings.positive("max_position_embeddings"),
            hasTypes ? settings.whole("type_vocab_size", 1, 2) : 0);
    requireLayers(size);
    if (hidden % size.heads() != 0) {
      throw settings.wrong(
          hidden + " hidden units cannot be shared by " + size.heads() + " attention heads");
    }
    return size;
  }

  private void requireLayers(ModelConfig.Size size) throws CheckpointException {
    if (size.layers() > MOST_LAYERS) {
      throw settings.wrong(size.layers() + " layers are not possible");
    }
  }

  private ConfigKeys keys() {
    return ConfigKeys.of(architecture);
  }

  private ModelConfig.Dropout dropout() throws CheckpointException {
    ConfigKeys keys = keys();
    double hidden = settings.number(keys.hiddenDropout(), 0.1, 1);
    double unsaid = architecture == Architecture.DISTILBERT ? 0.2 : hidden;
    return new ModelConfig.Dropout(
        hidden,
        settings.number(keys.attentionDropout(), 0.1, 1),
        settings.number(keys.classifierDropout(), unsaid, 1));
  }

  private int paddingId(ModelConfig.Size size) throws CheckpointException {
    int id = settings.whole("pad_token_id", 0, architecture.positionsFollowPadding() ? 1 : 0);
    if (id >= size.vocabulary()) {
      throw settings.wrong(
          "pad_token_id " + id + " is outside the vocabulary of " + size.vocabulary());
    }
    return id;
  }

  private Activation activation(String key, Activation unsaid) throws CheckpointException {
    String name = settings.text(key, "");
    Activation activation = name.isEmpty() ? unsaid : ACTIVATIONS.get(name);
    if (activation == null) {
      throw settings.wrong(
          "the activation \"" + name + "\" is not known",
          "Choose a model with one of " + String.join(", ", ACTIVATIONS.keySet()) + ".");
    }
    return activation;
  }

  private LabelSet labels() throws CheckpointException {
    JsonNode byId = settings.get("id2label");
    int count = byId.isObject() ? byId.size() : settings.whole("num_labels", 1, 2);
    if (count < 1 || count > MOST_LABELS) {
      throw settings.wrong(count + " labels are not possible");
    }
    List<String> names = new ArrayList<>();
    for (int id = 0; id < count; id++) {
      JsonNode name = byId.path(Integer.toString(id));
      if (byId.isObject() && (!name.isValueNode() || name.isNull())) {
        throw settings.wrong("id2label names no label " + id);
      }
      names.add(byId.isObject() ? name.asText() : ModelConfig.unnamedLabel(id));
    }
    if (names.stream().distinct().count() < names.size()) {
      throw settings.wrong("id2label gives one name to two labels");
    }
    return LabelSet.of(names);
  }
}
