package app.valence.recipes;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** In which line of a JSON file each key stands. */
final class KeyLines {
  private static final JsonFactory FACTORY = new JsonFactory();

  private final Map<String, Integer> lines = new HashMap<>();

  private KeyLines() {}

  /** The lines of a text that is known to be JSON. */
  static KeyLines of(String text) throws IOException {
    var found = new KeyLines();
    try (JsonParser parser = FACTORY.createParser(text)) {
      while (parser.nextToken() != null) {
        if (parser.currentToken() == JsonToken.FIELD_NAME) {
          String pointer = parser.getParsingContext().pathAsPointer().toString();
          found.lines.put(pointer, parser.currentTokenLocation().getLineNr());
        }
      }
    }
    return found;
  }

  /** The line of the key at a pointer such as {@code /data/train}, else of the nearest above it. */
  int of(String parent, String key) {
    Integer line = lines.get(parent + "/" + key);
    int above = parent.lastIndexOf('/');
    if (line != null) {
      return line;
    }
    return above < 0 ? 1 : of(parent.substring(0, above), parent.substring(above + 1));
  }
}
