package app.valence.model;

import app.valence.data.LabelSet;
import app.valence.files.AtomicFile;
import app.valence.model.checkpoint.CheckpointException;
import app.valence.tensor.Activation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads and writes a checkpoint's {@code config.json}, in Hugging Face's form. */
final class ConfigFile {
  static final String NAME = "config.json";

  private static final long LARGEST = 16L << 20;
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);
  private static final Map<String, Activation> ACTIVATIONS =
      Map.of(
          "gelu", Activation.GELU,
          "gelu_new", Activation.GELU_TANH,
          "gelu_pytorch_tanh", Activation.GELU_TANH,
          "relu", Activation.RELU,
          "silu", Activation.SILU,
          "swish", Activation.SILU);

  private final Path file;
  private final JsonNode root;

  private ConfigFile(Path file, JsonNode root) {
    this.file = file;
    this.root = root;
  }

  /**
   * Reads the configuration of the checkpoint in {@code folder}.
   *
   * @throws CheckpointException if it is missing, malformed, contradicts itself or describes a
   *     model that is not known
   */
  static ModelConfig read(Path folder) throws IOException {
    Path file = folder.resolve(NAME);
    if (!Files.isRegularFile(file)) {
      throw new CheckpointException(
          folder,
          "there is no " + NAME,
          "Choose a folder in Hugging Face layout: config.json, model.safetensors, tokenizer.json.");
    }
    if (Files.size(file) > LARGEST) {
      throw new CheckpointException(
          file, "it is no configuration (over 16 MB)", "Download it again.");
    }
    try {
      JsonNode root = JSON.readTree(file.toFile());
      if (root == null || !root.isObject()) {
        throw new CheckpointException(file, "it holds no JSON object", "Download it again.");
      }
      return new ConfigFile(file, root).parse();
    } catch (JsonProcessingException e) {
      throw new CheckpointException(
          file,
          "it is not valid JSON (line " + e.getLocation().getLineNr() + ")",
          "Download or copy it again.");
    }
  }

  private ModelConfig parse() throws CheckpointException {
    String modelType = root.path("model_type").asText("");
    Architecture architecture =
        Architecture.ofModelType(modelType)
            .orElseThrow(
                () ->
                    new CheckpointException(
                        file,
                        "the architecture \"" + modelType + "\" is not known",
                        "Choose a model of type "
                            + String.join(", ", Architecture.knownModelTypes())
                            + "."));
    refuse("position_embedding_type", "absolute");
    boolean distil = architecture == Architecture.DISTILBERT;
    int hidden = positive(distil ? "dim" : "hidden_size");
    var size =
        new ModelConfig.Size(
            positive("vocab_size"),
            root.has("embedding_size") ? positive("embedding_size") : hidden,
            hidden,
            positive(distil ? "n_layers" : "num_hidden_layers"),
            positive(distil ? "n_heads" : "num_attention_heads"),
            positive(distil ? "hidden_dim" : "intermediate_size"),
            positive("max_position_embeddings"),
            distil ? 0 : positive("type_vocab_size"));
    if (hidden % size.heads() != 0) {
      throw wrong(
          hidden + " hidden units cannot be shared by " + size.heads() + " attention heads");
    }
    return new ModelConfig(
        architecture,
        modelType,
        size,
        activation(distil ? "activation" : "hidden_act"),
        distil ? 1e-12 : number("layer_norm_eps", 1e-12, 1),
        dropout(distil),
        number("initializer_range", 0.02, 10),
        paddingId(size),
        labels());
  }

  private ModelConfig.Dropout dropout(boolean distil) throws CheckpointException {
    double hidden = number(distil ? "dropout" : "hidden_dropout_prob", 0.1, 1);
    double attention =
        number(distil ? "attention_dropout" : "attention_probs_dropout_prob", 0.1, 1);
    double classifier =
        distil ? number("seq_classif_dropout", 0.2, 1) : number("classifier_dropout", hidden, 1);
    return new ModelConfig.Dropout(hidden, attention, classifier);
  }

  private int paddingId(ModelConfig.Size size) throws CheckpointException {
    int id = root.path("pad_token_id").asInt(0);
    if (id < 0 || id >= size.vocabulary()) {
      throw wrong("pad_token_id " + id + " is outside the vocabulary of " + size.vocabulary());
    }
    return id;
  }

  private Activation activation(String key) throws CheckpointException {
    String name = root.path(key).asText("gelu");
    Activation activation = ACTIVATIONS.get(name);
    if (activation == null) {
      throw wrong("the activation \"" + name + "\" is not known");
    }
    return activation;
  }

  private LabelSet labels() throws CheckpointException {
    JsonNode byId = root.path("id2label");
    int count = byId.isObject() ? byId.size() : root.path("num_labels").asInt(2);
    if (count < 1 || count > 100_000) {
      throw wrong(count + " labels are not possible");
    }
    List<String> names = new ArrayList<>();
    for (int id = 0; id < count; id++) {
      JsonNode name = byId.path(Integer.toString(id));
      if (byId.isObject() && !name.isTextual()) {
        throw wrong("id2label names no label " + id);
      }
      names.add(name.isTextual() ? name.asText() : "LABEL_" + id);
    }
    if (names.stream().distinct().count() < names.size()) {
      throw wrong("id2label gives one name to two labels");
    }
    return LabelSet.of(names);
  }

  private void refuse(String key, String only) throws CheckpointException {
    String value = root.path(key).asText(only);
    if (!value.equals(only)) {
      throw wrong(key + " \"" + value + "\" is not supported, only \"" + only + "\"");
    }
  }

  private int positive(String key) throws CheckpointException {
    @Nullable JsonNode node = root.get(key);
    if (node == null || !node.isIntegralNumber() || !node.canConvertToInt() || node.asInt() < 1) {
      throw wrong("\"" + key + "\" must be a whole number of at least 1");
    }
    return node.asInt();
  }

  private double number(String key, double fallback, double largest) throws CheckpointException {
    JsonNode node = root.path(key);
    if (node.isMissingNode() || node.isNull()) {
      return fallback;
    }
    if (!node.isNumber() || !(node.asDouble() >= 0) || node.asDouble() > largest) {
      throw wrong("\"" + key + "\" must be a number between 0 and " + largest);
    }
    return node.asDouble();
  }

  private CheckpointException wrong(String problem) {
    return new CheckpointException(file, problem, "Choose another model, or correct the file.");
  }

  /** Writes the configuration into {@code folder}. */
  static void write(Path folder, ModelConfig config, ModelHead head) throws IOException {
    AtomicFile.writeText(
        folder.resolve(NAME), JSON.writeValueAsString(toJson(config, head)) + "\n");
  }

  private static ObjectNode toJson(ModelConfig config, ModelHead head) {
    ObjectNode json = JSON.createObjectNode();
    boolean distil = config.architecture() == Architecture.DISTILBERT;
    var size = config.size();
    json.putArray("architectures").add(config.architecture().className(config.modelType(), head));
    json.put("model_type", config.modelType());
    json.put("torch_dtype", "float32");
    json.put("vocab_size", size.vocabulary());
    json.put("max_position_embeddings", size.positions());
    json.put("pad_token_id", config.paddingId());
    json.put("initializer_range", config.initializerRange());
    json.put(distil ? "dim" : "hidden_size", size.hidden());
    json.put(distil ? "n_layers" : "num_hidden_layers", size.layers());
    json.put(distil ? "n_heads" : "num_attention_heads", size.heads());
    json.put(distil ? "hidden_dim" : "intermediate_size", size.intermediate());
    json.put(distil ? "activation" : "hidden_act", activationName(config.activation()));
    json.put(distil ? "dropout" : "hidden_dropout_prob", config.dropout().hidden());
    json.put(
        distil ? "attention_dropout" : "attention_probs_dropout_prob",
        config.dropout().attention());
    json.put(distil ? "seq_classif_dropout" : "classifier_dropout", config.dropout().classifier());
    if (distil) {
      json.put("sinusoidal_pos_embds", false);
    } else {
      json.put("layer_norm_eps", config.normEpsilon());
      json.put("type_vocab_size", size.tokenTypes());
      json.put("position_embedding_type", "absolute");
    }
    if (config.architecture() == Architecture.ELECTRA) {
      json.put("embedding_size", size.embedding());
    }
    putLabels(json, config.labels());
    return json;
  }

  private static void putLabels(ObjectNode json, LabelSet labels) {
    ObjectNode byId = json.putObject("id2label");
    ObjectNode byName = json.putObject("label2id");
    for (int id = 0; id < labels.size(); id++) {
      byId.put(Integer.toString(id), labels.name(id));
      byName.put(labels.name(id), id);
    }
  }

  private static String activationName(Activation activation) {
    return switch (activation) {
      case GELU -> "gelu";
      case GELU_TANH -> "gelu_new";
      case RELU -> "relu";
      case SILU -> "silu";
      case TANH -> throw new IllegalStateException("No feed-forward block uses tanh");
    };
  }
}
