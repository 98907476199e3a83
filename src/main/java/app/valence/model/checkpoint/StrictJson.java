package app.valence.model.checkpoint;

import static app.valence.model.checkpoint.CheckpointException.DAMAGED;
import static app.valence.model.checkpoint.CheckpointException.quote;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads one JSON object that a stranger wrote, token by token: UTF-8 without faults, no key twice,
 * no deep nesting, nothing after the object. Every fault is a {@link CheckpointException}.
 */
final class StrictJson {
  private static final int DEEPEST_NESTING = 32;

  // Names are not kept in Jackson's shared symbol table: hostile ones could crowd it.
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder().maxNestingDepth(DEEPEST_NESTING).build())
          .build();

  private final Path file;
  private final String part;
  private final JsonParser parser;

  private StrictJson(Path file, String part, JsonParser parser) {
    this.file = file;
    this.part = part;
    this.parser = parser;
  }

  /** Takes what is wanted out of the object. */
  @FunctionalInterface
  interface Reader<T> {
    /** Reads the fields and the closing brace; the opening brace has been read. */
    T read(StrictJson json) throws IOException;
  }

  /**
   * Reads the object in {@code bytes}.
   *
   * @param file names the file in messages
   * @param part says which part of the file it is, such as "the header"
   */
  static <T> T read(Path file, String part, byte[] bytes, Reader<T> reader)
      throws CheckpointException {
    var text =
        new InputStreamReader(new ByteArrayInputStream(bytes), StandardCharsets.UTF_8.newDecoder());
    try (var parser = FACTORY.createParser(text)) {
      var json = new StrictJson(file, part, parser);
      json.expect(parser.nextToken() == JsonToken.START_OBJECT, "is not a JSON object");
      T result = reader.read(json);
      json.expect(parser.nextToken() == null, "goes on after its last brace");
      return result;
    } catch (CheckpointException e) {
      throw e;
    } catch (CharacterCodingException e) {
      throw new CheckpointException(file, part + " is not valid UTF-8", DAMAGED);
    } catch (JsonProcessingException e) {
      throw new CheckpointException(
          file, part + " is not sound JSON: " + quote(e.getOriginalMessage()), DAMAGED);
    } catch (IOException e) {
      throw new CheckpointException(file, part + " cannot be read: " + e.getMessage(), DAMAGED);
    }
  }

  /** Steps to the next field of the current object and to its value; false at the brace. */
  boolean nextField() throws IOException {
    if (parser.nextToken() != JsonToken.FIELD_NAME) {
      return false;
    }
    requireUnicode(parser.currentName());
    parser.nextToken();
    return true;
  }

  /** The name of the current field. */
  String name() throws IOException {
    return parser.currentName();
  }

  /** The current value, which must be a string. */
  String string(String what) throws IOException {
    expect(parser.currentToken() == JsonToken.VALUE_STRING, "has " + what + " that is no string");
    return requireUnicode(parser.getText());
  }

  /** Steps into the current value, which must be an object. */
  void enterObject(String what) throws IOException {
    expect(parser.currentToken() == JsonToken.START_OBJECT, "has " + what + " that is no object");
  }

  /** The current value, which must be a list of up to {@code most} whole numbers from 0 on. */
  long[] counts(String what, int most) throws IOException {
    expect(parser.currentToken() == JsonToken.START_ARRAY, "has " + what + " that is no list");
    long[] values = new long[most];
    int size = 0;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      expect(size < most, "has " + what + " with more than " + most + " numbers");
      values[size++] = count(what);
    }
    return Arrays.copyOf(values, size);
  }

  /** The current value, which must be an object of up to {@code most} strings. */
  Map<String, String> strings(String what, int most) throws IOException {
    enterObject(what);
    var strings = new LinkedHashMap<String, String>();
    while (nextField()) {
      expect(strings.size() < most, "has " + what + " with more than " + most + " entries");
      strings.put(name(), string("in " + what + " a value"));
    }
    return strings;
  }

  /** Passes over the current value. */
  void skip() throws IOException {
    parser.skipChildren();
  }

  /** Throws unless {@code fine}; {@code problem} continues a sentence such as "the header …". */
  void expect(boolean fine, String problem) throws CheckpointException {
    if (!fine) {
      throw fault(problem);
    }
  }

  /** What to throw where {@code problem}, which continues such a sentence, is found. */
  CheckpointException fault(String problem) {
    return new CheckpointException(file, part + " " + problem, DAMAGED);
  }

  private long count(String what) throws IOException {
    String problem = "has " + what + " with something other than whole numbers from 0 to 2^63 - 1";
    expect(parser.currentToken() == JsonToken.VALUE_NUMBER_INT, problem);
    // "-0" is a negative number to the reference implementation.
    expect(!parser.getText().startsWith("-"), problem);
    try {
      return parser.getLongValue();
    } catch (JsonProcessingException e) {
      throw fault(problem);
    }
  }

  /** Escapes such as \ud800 can smuggle in half of a character, which UTF-8 cannot hold. */
  private String requireUnicode(String text) throws CheckpointException {
    expect(
        StandardCharsets.UTF_8.newEncoder().canEncode(text),
        "has in " + quote(text) + " half of a surrogate pair");
    return text;
  }
}
