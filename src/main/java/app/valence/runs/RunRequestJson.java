package app.valence.runs;

import app.valence.data.reading.FileFormat;
import app.valence.data.reading.ImportOptions;
import app.valence.model.BundledModel;
import app.valence.recipes.Reference;
import app.valence.runs.RunRequest.TextSettings;
import app.valence.training.TrainingSettings;
import app.valence.training.setup.InitialSize;
import app.valence.training.setup.TrainingData;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** The form of a {@link RunRequest} on the disk. */
final class RunRequestJson {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String INSTRUCTION = "instruction";

  private RunRequestJson() {}

  static void write(RunRequest request, ObjectNode json) {
    json.put("name", request.name());
    write(request.data(), json.putObject("data"));
    write(request.reading(), json.putObject("reading"));
    write(request.model(), json.putObject("model"));
    ObjectNode text = json.putObject("text");
    request.text().maximumLength().ifPresent(tokens -> text.put("max_length", tokens));
    request.text().dropout().ifPresent(share -> text.put("dropout", share));
    json.set("settings", JSON.valueToTree(request.settings()));
    request.reference().ifPresent(other -> json.set("reference", JSON.valueToTree(other)));
    request.instruction().ifPresent(how -> InstructionJson.write(how, json.putObject(INSTRUCTION)));
  }

  private static void write(TrainingData.Sources data, ObjectNode json) {
    put(json, "train", data.train());
    data.validation().ifPresent(file -> put(json, "validation", file));
    data.test().ifPresent(file -> put(json, "test", file));
    json.put("without_validation", data.withoutValidation());
  }

  private static void write(ImportOptions options, ObjectNode json) {
    options.textColumn().ifPresent(name -> json.put("text_column", name));
    options.labelColumn().ifPresent(name -> json.put("label_column", name));
    options.encoding().ifPresent(charset -> json.put("encoding", charset.name()));
    options.delimiter().ifPresent(character -> json.put("delimiter", character.toString()));
    options.format().ifPresent(format -> json.put("format", lower(format)));
  }

  private static void write(ModelChoice model, ObjectNode json) {
    if (model instanceof ModelChoice.Scratch scratch) {
      json.put("scratch", lower(scratch.size()));
    } else if (model instanceof ModelChoice.Pretrained pretrained) {
      put(json, "pretrained", pretrained.folder());
      json.put("new_head", pretrained.newHead());
    } else if (model instanceof ModelChoice.Bundled bundled) {
      json.put("bundled", bundled.model().title());
    }
  }

  /** The folder from which a program is started may be another one next time. */
  private static void put(ObjectNode json, String field, Path path) {
    json.put(field, path.toAbsolutePath().normalize().toString());
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads a request.
   *
   * @throws IllegalArgumentException if something is missing or makes no sense
   */
  static RunRequest read(JsonNode json) throws JsonProcessingException {
    JsonNode data = json.path("data");
    JsonNode text = json.path("text");
    var settings = JSON.treeToValue(json.path("settings"), TrainingSettings.class);
    if (settings == null) {
      throw missing("settings");
    }
    return new RunRequest(
        required(json, "name"),
        new TrainingData.Sources(
            Path.of(required(data, "train")),
            text(data, "validation").map(Path::of),
            data.path("without_validation").asBoolean(),
            text(data, "test").map(Path::of)),
        reading(json.path("reading")),
        model(json.path("model")),
        settings,
        new TextSettings(
            text.path("max_length").isInt()
                ? Optional.of(text.path("max_length").asInt())
                : Optional.empty(),
            text.path("dropout").isNumber()
                ? Optional.of(text.path("dropout").asDouble())
                : Optional.empty()),
        json.has("reference")
            ? Optional.of(JSON.treeToValue(json.path("reference"), Reference.class))
            : Optional.empty(),
        json.has(INSTRUCTION)
            ? Optional.of(InstructionJson.read(json.path(INSTRUCTION)))
            : Optional.empty());
  }

  private static ImportOptions reading(JsonNode json) {
    ImportOptions usual = ImportOptions.DEFAULTS;
    return new ImportOptions(
        text(json, "text_column"),
        text(json, "label_column"),
        text(json, "encoding").map(Charset::forName),
        text(json, "delimiter").filter(words -> !words.isEmpty()).map(words -> words.charAt(0)),
        text(json, "format").map(name -> FileFormat.valueOf(name.toUpperCase(Locale.ROOT))),
        usual.labelUse(),
        usual.knownLabels());
  }

  private static ModelChoice model(JsonNode json) {
    Optional<String> bundled = text(json, "bundled");
    if (bundled.isPresent()) {
      return new ModelChoice.Bundled(bundled(bundled.get()));
    }
    Optional<String> size = text(json, "scratch");
    return size.isPresent()
        ? new ModelChoice.Scratch(InitialSize.valueOf(size.get().toUpperCase(Locale.ROOT)))
        : new ModelChoice.Pretrained(
            Path.of(required(json, "pretrained")), json.path("new_head").asBoolean());
  }

  private static BundledModel bundled(String title) {
    return BundledModel.named(title)
        .orElseThrow(
            () -> new IllegalArgumentException("This program has no model \"" + title + "\""));
  }

  static Optional<String> text(JsonNode json, String field) {
    JsonNode node = json.path(field);
    return node.isTextual() ? Optional.of(node.asText()) : Optional.empty();
  }

  private static String required(JsonNode json, String field) {
    return text(json, field).orElseThrow(() -> missing(field));
  }

  private static IllegalArgumentException missing(String field) {
    return new IllegalArgumentException("\"" + field + "\" is missing");
  }
}
