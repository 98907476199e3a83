package app.valence.runs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The form of a {@link RunRecord} on the disk. */
final class RunRecordJson {
  private RunRecordJson() {}

  static void write(RunRecord record, ObjectNode json) {
    json.put("status", record.status().name().toLowerCase(Locale.ROOT));
    json.put("started", record.started().toString());
    record.ended().ifPresent(time -> json.put("ended", time.toString()));
    record.message().ifPresent(message -> json.put("message", message));
    record.data().ifPresent(data -> write(data, json.putObject("data")));
    ObjectNode metrics = json.putObject("metrics");
    record.metrics().forEach(metrics::put);
    RunRequestJson.write(record.request(), json.putObject("request"));
  }

  private static void write(DataDescription data, ObjectNode json) {
    data.labels().forEach(json.putArray("labels")::add);
    json.put("train", data.train());
    data.validation().ifPresent(examples -> json.put("validation", examples));
    data.test().ifPresent(examples -> json.put("test", examples));
    json.put("validation_is_split_off", data.validationIsSplitOff());
    json.put("rejected_rows", data.rejected());
  }

  /**
   * Reads a record.
   *
   * @throws IllegalArgumentException if something is missing or makes no sense
   */
  static RunRecord read(JsonNode json) throws JsonProcessingException {
    try {
      return new RunRecord(
          RunRequestJson.read(json.path("request")),
          RunStatus.valueOf(json.path("status").asText().toUpperCase(Locale.ROOT)),
          Instant.parse(json.path("started").asText()),
          RunRequestJson.text(json, "ended").map(Instant::parse),
          json.has("data") ? Optional.of(data(json.path("data"))) : Optional.empty(),
          metrics(json.path("metrics")),
          RunRequestJson.text(json, "message"));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("A time is damaged", e);
    }
  }

  private static DataDescription data(JsonNode json) {
    List<String> labels = new ArrayList<>();
    json.path("labels").forEach(label -> labels.add(label.asText()));
    return new DataDescription(
        labels,
        json.path("train").asInt(),
        count(json, "validation"),
        count(json, "test"),
        json.path("validation_is_split_off").asBoolean(),
        json.path("rejected_rows").asInt());
  }

  private static Optional<Integer> count(JsonNode json, String field) {
    return json.path(field).isInt() ? Optional.of(json.path(field).asInt()) : Optional.empty();
  }

  private static Map<String, Double> metrics(JsonNode json) {
    Map<String, Double> metrics = new TreeMap<>();
    json.properties().forEach(field -> metrics.put(field.getKey(), field.getValue().asDouble()));
    return metrics;
  }
}
