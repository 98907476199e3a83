package app.valence.data.reading;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;

/** Tells JSON Lines from one JSON document by the first line that is not blank. */
final class JsonSniff {
  private JsonSniff() {}

  /** JSON Lines if the first line is a whole object that is not itself a wrapper of objects. */
  static FileFormat format(DecodedText source) {
    String first = source.head().lines().filter(l -> !l.isBlank()).findFirst().orElse("");
    try {
      JsonNode node = JsonObjects.WHOLE.readTree(first);
      return node.isObject() && !wrapsObjects(node) ? FileFormat.JSON_LINES : FileFormat.JSON;
    } catch (JsonProcessingException e) {
      return FileFormat.JSON;
    }
  }

  private static boolean wrapsObjects(JsonNode node) {
    for (JsonNode field : node) {
      if (field.isArray() && field.path(0).isObject()) {
        return true;
      }
    }
    return false;
  }
}
