package app.valence.adaptation;

import app.valence.adaptation.AdaptationRecord.Results;
import app.valence.data.corpus.CorpusFile;
import app.valence.model.BundledModel;
import app.valence.model.ModelFolder;
import app.valence.model.PretrainedModel;
import app.valence.runs.RunStatus;
import app.valence.training.TrainingSettings;
import app.valence.training.pretraining.PretrainingSettings;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The form of an {@link AdaptationRecord} on the disk. */
final class AdaptationJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private AdaptationJson() {}

  static void write(AdaptationRecord record, ObjectNode json) {
    json.put("status", record.status().name().toLowerCase(Locale.ROOT));
    json.put("started", record.started().toString());
    record.ended().ifPresent(time -> json.put("ended", time.toString()));
    record.message().ifPresent(message -> json.put("message", message));
    Results results = record.results();
    results.before().ifPresent(score -> write(score, json.putObject("before")));
    results.after().ifPresent(score -> write(score, json.putObject("after")));
    ObjectNode numbers = json.putObject("numbers");
    results.numbers().forEach(numbers::put);
    write(record.request(), json.putObject("request"));
  }

  private static void write(TokenScore score, ObjectNode json) {
    json.put("loss", score.loss()).put("token_accuracy", score.accuracy());
  }

  private static void write(AdaptationRequest request, ObjectNode json) {
    json.put("name", request.name());
    if (request.base() instanceof ModelFolder base) {
      json.put("base", absolute(base.folder()));
    } else {
      json.put("bundled", request.base().title());
    }
    for (CorpusFile text : request.texts()) {
      ObjectNode entry = json.withArray("texts").addObject().put("file", absolute(text.file()));
      text.column().ifPresent(name -> entry.put("column", name));
      text.encoding().ifPresent(charset -> entry.put("encoding", charset.name()));
    }
    json.put("held_out_one_in", request.heldOutOneIn());
    json.put("length", request.settings().length());
    json.put("masked_share", request.settings().maskedShare());
    json.set("training", JSON.valueToTree(request.settings().training()));
  }

  /** The folder from which a program is started may be another one next time. */
  private static String absolute(Path path) {
    return path.toAbsolutePath().normalize().toString();
  }

  /**
   * Reads a record.
   *
   * @throws IllegalArgumentException if something is missing or makes no sense
   */
  static AdaptationRecord read(JsonNode json) throws JsonProcessingException {
    try {
      return new AdaptationRecord(
          request(json.path("request")),
          RunStatus.valueOf(json.path("status").asText().toUpperCase(Locale.ROOT)),
          Instant.parse(json.path("started").asText()),
          text(json, "ended").map(Instant::parse),
          new Results(
              score(json.path("before")), score(json.path("after")), numbers(json.path("numbers"))),
          text(json, "message"));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("A time is damaged", e);
    }
  }

  private static AdaptationRequest request(JsonNode json) throws JsonProcessingException {
    var training = JSON.treeToValue(json.path("training"), TrainingSettings.class);
    if (training == null) {
      throw missing("training");
    }
    List<CorpusFile> texts = new ArrayList<>();
    for (JsonNode entry : json.path("texts")) {
      texts.add(
          new CorpusFile(
              Path.of(required(entry, "file")),
              text(entry, "column"),
              text(entry, "encoding").map(Charset::forName)));
    }
    return new AdaptationRequest(
        required(json, "name"),
        base(json),
        texts,
        new PretrainingSettings(
            json.path("length").asInt(), json.path("masked_share").asDouble(), training),
        json.path("held_out_one_in").asInt());
  }

  /** An early record that names no base is of the only model that programs then came with. */
  private static PretrainedModel base(JsonNode json) {
    Optional<Path> folder = text(json, "base").map(Path::of);
    String bundled = text(json, "bundled").orElse(BundledModel.ENCODER.title());
    return folder.isPresent()
        ? new ModelFolder(folder.get())
        : BundledModel.named(bundled)
            .orElseThrow(
                () -> new IllegalArgumentException("This program has no model " + bundled));
  }

  private static Optional<TokenScore> score(JsonNode json) {
    return json.isObject()
        ? Optional.of(
            new TokenScore(json.path("loss").asDouble(), json.path("token_accuracy").asDouble()))
        : Optional.empty();
  }

  private static Map<String, Double> numbers(JsonNode json) {
    Map<String, Double> numbers = new TreeMap<>();
    json.properties().forEach(field -> numbers.put(field.getKey(), field.getValue().asDouble()));
    return numbers;
  }

  private static Optional<String> text(JsonNode json, String field) {
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
