package app.valence.model;

import app.valence.files.AtomicFile;
import app.valence.model.LoraSettings.Refinements;
import app.valence.model.checkpoint.CheckpointException;
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
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Reads and writes an adapter's {@code adapter_config.json}, in PEFT's form. */
final class AdapterConfigFile {
  static final String NAME = "adapter_config.json";

  private static final String SEQUENCE_CLASSIFICATION = "SEQ_CLS";
  private static final String CAUSAL_LANGUAGE_MODEL = "CAUSAL_LM";
  private static final double LARGEST_ALPHA = 1e6;
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final Path file;
  private final ConfigSettings settings;

  private AdapterConfigFile(Path file, ObjectNode root) {
    this.file = file;
    this.settings = new ConfigSettings(file, root);
  }

  /**
   * Reads the settings of the adapter in {@code folder}.
   *
   * @throws CheckpointException if they are missing, malformed or of an adapter that is not known
   */
  static LoraSettings read(Path folder) throws IOException {
    Path file = file(folder);
    return new AdapterConfigFile(file, ConfigFile.parse(file)).settings();
  }

  private static Path file(Path folder) throws CheckpointException {
    Path file = folder.resolve(NAME);
    if (!Files.isRegularFile(file)) {
      throw new CheckpointException(
          folder, "there is no " + NAME, "Choose a folder with an adapter, as PEFT saves them.");
    }
    return file;
  }

  private LoraSettings settings() throws CheckpointException {
    requireKnown();
    try {
      return new LoraSettings(
          settings.whole("r", 1, 8),
          settings.number("lora_alpha", 8, LARGEST_ALPHA),
          settings.number("lora_dropout", 0, 1),
          targets(),
          names("modules_to_save"),
          new Refinements(
              settings.flag("use_rslora", false),
              alphas(),
              settings.text("base_model_name_or_path", "")));
    } catch (IllegalArgumentException e) {
      throw new CheckpointException(file, "its settings cannot be", String.valueOf(e.getMessage()));
    }
  }

  private void requireKnown() throws CheckpointException {
    String type = settings.text("peft_type", "LORA");
    if (!type.equals("LORA")) {
      throw unsupported("an adapter of type " + type);
    }
    String bias = settings.text("bias", "none");
    if (!bias.equals("none")) {
      throw unsupported("trained biases (\"bias\": \"" + bias + "\")");
    }
    for (String key : List.of("use_dora", "lora_bias")) {
      if (settings.flag(key, false)) {
        throw unsupported("\"" + key + "\"");
      }
    }
    JsonNode copies = settings.get("layer_replication");
    if (copies.isArray() && !copies.isEmpty()) {
      throw unsupported("\"layer_replication\"");
    }
  }

  private CheckpointException unsupported(String what) {
    return new CheckpointException(
        file, "it has " + what + ", and only plain LoRA is supported", "Choose another adapter.");
  }

  /** A list of names; a pattern in its place says nothing that the matrices' names do not. */
  private List<String> targets() throws CheckpointException {
    JsonNode node = settings.get("target_modules");
    return node.isArray() && !node.isEmpty()
        ? names("target_modules")
        : List.of(LoraSettings.ALL_LINEAR);
  }

  private List<String> names(String key) throws CheckpointException {
    List<String> names = new ArrayList<>();
    for (JsonNode name : settings.get(key)) {
      if (!name.isTextual()) {
        throw settings.wrong("\"" + key + "\" must be a list of names");
      }
      names.add(name.asText());
    }
    return names;
  }

  private Map<String, Double> alphas() throws CheckpointException {
    Map<String, Double> alphas = new TreeMap<>();
    for (var entry : settings.get("alpha_pattern").properties()) {
      if (!entry.getValue().isNumber() || !isPattern(entry.getKey())) {
        throw settings.wrong("\"alpha_pattern\" must give numbers to names of layers");
      }
      alphas.put(entry.getKey(), entry.getValue().asDouble());
    }
    return alphas;
  }

  private static boolean isPattern(String text) {
    try {
      Pattern.compile(text);
      return true;
    } catch (PatternSyntaxException e) {
      return false;
    }
  }

  /** Writes the settings of a model's adapter into {@code folder}. */
  static void write(Path folder, Model model) throws IOException {
    LoraSettings settings = model.adapter().orElseThrow().settings();
    ObjectNode json = JSON.createObjectNode();
    settings.refinements().alphaByLayer().forEach(json.putObject("alpha_pattern")::put);
    json.putNull("auto_mapping");
    String base = AdapterOrigin.written(settings.refinements().base(), folder);
    json.put("base_model_name_or_path", base.isEmpty() ? null : base);
    json.put("bias", "none");
    json.put("fan_in_fan_out", model.config().architecture() == Architecture.GPT2);
    json.put("inference_mode", true);
    json.put("init_lora_weights", true);
    json.putNull("layers_pattern").putNull("layers_to_transform");
    putNumber(json, settings.alpha());
    json.put("lora_dropout", settings.dropout());
    if (settings.trainedInFull().isEmpty()) {
      json.putNull("modules_to_save");
    } else {
      settings.trainedInFull().forEach(json.putArray("modules_to_save")::add);
    }
    json.put("peft_type", "LORA");
    json.put("r", settings.rank());
    otherRanks(model, settings.rank()).forEach(json.putObject("rank_pattern")::put);
    json.putNull("revision");
    settings.targets().forEach(json.putArray("target_modules")::add);
    json.put("task_type", taskType(model.head()));
    json.put("use_dora", false);
    json.put("use_rslora", settings.refinements().rootRank());
    AtomicFile.writeText(folder.resolve(NAME), JSON.writeValueAsString(json) + "\n");
  }

  /** PEFT's alphas are whole numbers where they can be. */
  private static void putNumber(ObjectNode json, double alpha) {
    if (alpha == Math.rint(alpha)) {
      json.put("lora_alpha", (long) alpha);
    } else {
      json.put("lora_alpha", alpha);
    }
  }

  private static Map<String, Integer> otherRanks(Model model, int rank) {
    Map<String, Integer> ranks = new TreeMap<>();
    ParameterSet parameters = model.parameters();
    for (String layer : model.adapter().orElseThrow().layers(parameters)) {
      int own = Math.toIntExact(parameters.get(Adapter.down(layer)).size(0));
      if (own != rank) {
        ranks.put(layer, own);
      }
    }
    return ranks;
  }

  /** PEFT has no name for guessing masked tokens. */
  private static @Nullable String taskType(ModelHead head) {
    return switch (head) {
      case SEQUENCE_CLASSIFICATION -> SEQUENCE_CLASSIFICATION;
      case CAUSAL_LANGUAGE_MODEL -> CAUSAL_LANGUAGE_MODEL;
      case MASKED_LANGUAGE_MODEL -> null;
    };
  }

  /** The head of the model that the adapter in {@code folder} is for. */
  static ModelHead head(Path folder) throws IOException {
    Path file = file(folder);
    String task = new ConfigSettings(file, ConfigFile.parse(file)).text("task_type", "");
    return switch (task) {
      case SEQUENCE_CLASSIFICATION -> ModelHead.SEQUENCE_CLASSIFICATION;
      case CAUSAL_LANGUAGE_MODEL -> ModelHead.CAUSAL_LANGUAGE_MODEL;
      case "" -> ModelHead.MASKED_LANGUAGE_MODEL;
      default ->
          throw new CheckpointException(
              file,
              "it is for the task " + task + ", which is not known",
              "Choose an adapter for SEQ_CLS or CAUSAL_LM.");
    };
  }
}
