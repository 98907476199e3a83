package app.valence.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class ClassificationGoldensTest {
  private static final Path FILE = Path.of("goldens", "metrics", "classification.json");

  @Test
  void everyNumberAgreesWithScikitLearn() throws IOException {
    assertThat(ClassificationGoldens.failures(file())).isEmpty();
  }

  @Test
  void anyAlteredNumberIsReported() throws IOException {
    JsonNode goldens = new ObjectMapper().readTree(bundled().toFile());
    int numbers = 0;
    for (JsonNode each : goldens.path("cases")) {
      numbers += alterEachNumberIn(each.path("expected"), each.path("name").asText(), goldens);
    }
    assertThat(numbers).isGreaterThan(150);
    assertThat(ClassificationGoldens.failures(goldens)).isEmpty();
  }

  @Test
  void anAlteredTextAMissingMeasureAndAnUnknownOneAreReported() throws IOException {
    JsonNode goldens = new ObjectMapper().readTree(bundled().toFile());
    ObjectNode expected = (ObjectNode) goldens.path("cases").get(4).path("expected");
    expected.put("classification_report_text", "no table");
    expected.remove("accuracy");
    expected.put("hamming_loss", 0.0);
    expected.put("temperature", 1.0);
    assertThat(ClassificationGoldens.failures(goldens))
        .satisfiesExactlyInAnyOrder(
            failure -> assertThat(failure).startsWith("perfect.classification_report_text: "),
            failure -> assertThat(failure).isEqualTo("perfect.accuracy: expected nothing, got 1.0"),
            failure ->
                assertThat(failure).isEqualTo("perfect.hamming_loss: expected 0.0, got nothing"),
            failure ->
                assertThat(failure).isEqualTo("perfect.temperature: expected 1.0, got null"));
  }

  @Test
  void aFileWithoutCasesDoesNotPass() {
    assertThat(ClassificationGoldens.failures(new ObjectMapper().createObjectNode())).hasSize(1);
  }

  /** Shifts one number after the other, expects exactly one failure, and shifts it back. */
  private static int alterEachNumberIn(JsonNode parent, String path, JsonNode goldens) {
    int numbers = 0;
    for (Map.Entry<String, JsonNode> child : children(parent)) {
      String childPath = path + (parent.isArray() ? "[%s]" : ".%s").formatted(child.getKey());
      if (child.getValue().isNumber()) {
        set(parent, child.getKey(), child.getValue().asDouble() + 0.0011);
        assertThat(ClassificationGoldens.failures(goldens))
            .singleElement()
            .asString()
            .startsWith(childPath + ": expected");
        set(parent, child.getKey(), child.getValue().asDouble());
        numbers++;
      } else {
        numbers += alterEachNumberIn(child.getValue(), childPath, goldens);
      }
    }
    return numbers;
  }

  private static List<Map.Entry<String, JsonNode>> children(JsonNode parent) {
    return parent.isArray()
        ? IntStream.range(0, parent.size())
            .mapToObj(i -> Map.entry(String.valueOf(i), parent.get(i)))
            .toList()
        : StreamSupport.stream(parent.properties().spliterator(), false)
            .map(field -> Map.entry(field.getKey(), field.getValue()))
            .toList();
  }

  private static void set(JsonNode parent, String key, double value) {
    if (parent instanceof ArrayNode array) {
      array.set(Integer.parseInt(key), value);
    } else {
      ((ObjectNode) parent).put(key, value);
    }
  }

  private static Path file() {
    String folder = System.getProperty("valence.goldens", "");
    return folder.isEmpty() ? bundled() : Path.of(folder).resolve(FILE.subpath(1, 3));
  }

  private static Path bundled() {
    return Path.of("src", "test", "resources").resolve(FILE);
  }
}
