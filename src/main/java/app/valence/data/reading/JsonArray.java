package app.valence.data.reading;

import app.valence.data.DataFormatException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one JSON array of objects, which is the document itself or the only such field of the
 * top object, as in {@code {"reviews": [{…}, …]}}. It is streamed, never held as a whole.
 */
final class JsonArray implements RowSource {
  private final String file;
  private final JsonParser parser;
  private final JsonObjects objects;
  private boolean wrapped;
  private boolean atFirst = true;
  private boolean finished;

  JsonArray(DecodedText text, ImportOptions options) throws IOException {
    this.file = text.file();
    this.objects = new JsonObjects(file, options);
    this.parser = JsonObjects.MAPPER.createParser(text.reader());
    try {
      enter();
    } catch (JsonProcessingException e) {
      throw invalid(e);
    }
  }

  @Override
  public @Nullable Row next() throws IOException {
    try {
      if (!finished && moveToElement()) {
        long line = parser.currentTokenLocation().getLineNr();
        return objects.row(line, parser.readValueAsTree());
      }
      return null;
    } catch (JsonProcessingException e) {
      throw invalid(e);
    }
  }

  @Override
  public void close() throws IOException {
    parser.close();
  }

  /** Moves to the first element of the array of objects. */
  private void enter() throws IOException {
    JsonToken top = parser.nextToken();
    wrapped = top == JsonToken.START_OBJECT;
    if (top == JsonToken.START_ARRAY) {
      parser.nextToken();
    } else if (!wrapped || !moveToObjects()) {
      throw new DataFormatException(
          file + " holds no list of JSON objects. Choose a file with one object for each text.");
    }
  }

  private boolean moveToElement() throws IOException {
    JsonToken token = atFirst ? parser.currentToken() : parser.nextToken();
    atFirst = false;
    if (token != JsonToken.END_ARRAY) {
      return true;
    }
    finished = true;
    boolean more = wrapped ? moveToObjects() : parser.nextToken() != null;
    if (more) {
      throw new DataFormatException(
          "%s, line %d: something follows the list of texts. Put all texts into one list."
              .formatted(file, parser.currentTokenLocation().getLineNr()));
    }
    return false;
  }

  /** Moves to the first object of the next array that holds objects, inside the top object. */
  private boolean moveToObjects() throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      if (parser.nextToken() != JsonToken.START_ARRAY) {
        parser.skipChildren();
      } else if (parser.nextToken() == JsonToken.START_OBJECT) {
        return true;
      } else {
        leaveArray();
      }
    }
    return false;
  }

  private void leaveArray() throws IOException {
    while (parser.currentToken() != JsonToken.END_ARRAY) {
      parser.skipChildren();
      parser.nextToken();
    }
  }

  private DataFormatException invalid(JsonProcessingException e) {
    return new DataFormatException(
        "%s, line %d, column %d: not valid JSON: %s. Correct the file from there on."
            .formatted(
                file,
                e.getLocation().getLineNr(),
                e.getLocation().getColumnNr(),
                e.getOriginalMessage()),
        e);
  }
}
