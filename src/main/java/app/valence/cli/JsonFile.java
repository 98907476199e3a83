package app.valence.cli;

import app.valence.evaluation.ClassificationReport;
import app.valence.evaluation.MajorityClass;
import app.valence.files.AtomicFile;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The machine-readable result of a command. */
final class JsonFile {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Write the result as JSON to this file.")
  private Optional<Path> file = Optional.empty();

  /** An empty object for a command's result. */
  static ObjectNode object() {
    return JSON.createObjectNode();
  }

  /** Any record as JSON. */
  static ObjectNode tree(Object value) {
    return JSON.valueToTree(value);
  }

  /** Numbers by name; undefined ones are null. */
  static ObjectNode numbers(Map<String, Double> metrics) {
    ObjectNode json = object();
    metrics.forEach(
        (name, value) -> {
          if (Double.isFinite(value)) {
            json.put(name, value);
          } else {
            json.putNull(name);
          }
        });
    return json;
  }

  /** What always saying one class gives on the examples of {@code report}. */
  static ObjectNode baseline(ClassificationReport report, MajorityClass majority) {
    ClassificationReport constant = majority.on(report);
    return object()
        .put("label", report.labels().get(majority.label()))
        .put("accuracy", constant.accuracy())
        .put("f1_macro", constant.macro().f1());
  }

  /** Refuses a file that cannot be written, before the work. */
  void requireWritable() {
    file.ifPresent(path -> new OutputTarget("--json", path).requireFile());
  }

  /** Writes {@code result}, if the user asked for it. */
  void write(ObjectNode result) throws IOException {
    if (file.isPresent()) {
      AtomicFile.writeText(file.get(), JSON.writeValueAsString(result) + "\n");
    }
  }
}
