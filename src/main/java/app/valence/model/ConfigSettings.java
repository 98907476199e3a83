package app.valence.model;

import app.valence.model.checkpoint.CheckpointException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;

/**
 * Single settings of a {@code config.json}, checked as they are read: every fault names the file.
 */
final class ConfigSettings {
  private static final int NONE = -1;

  private final Path file;
  private final ObjectNode root;

  ConfigSettings(Path file, ObjectNode root) {
    this.file = file;
    this.root = root;
  }

  /** Whatever stands under a key, or a missing node. */
  JsonNode get(String key) {
    return root.path(key);
  }

  /** A text; {@code fallback} where there is none. */
  String text(String key, String fallback) throws CheckpointException {
    JsonNode node = get(key);
    if (isUnset(node)) {
      return fallback;
    }
    if (!node.isTextual()) {
      throw wrong("\"" + key + "\" must be a text");
    }
    return node.asText();
  }

  /** A whole number from 1 on, which must be there. */
  int positive(String key) throws CheckpointException {
    return whole(key, 1, NONE);
  }

  /** A whole number from {@code least} on; {@code fallback} where there is none. */
  int whole(String key, int least, int fallback) throws CheckpointException {
    JsonNode node = get(key);
    if (isUnset(node) && fallback != NONE) {
      return fallback;
    }
    if (!node.isIntegralNumber() || !node.canConvertToInt() || node.asInt() < least) {
      throw wrong("\"" + key + "\" must be a whole number of at least " + least);
    }
    return node.asInt();
  }

  /** A number between 0 and {@code largest}; {@code fallback} where there is none. */
  double number(String key, double fallback, double largest) throws CheckpointException {
    JsonNode node = get(key);
    if (isUnset(node)) {
      return fallback;
    }
    if (!node.isNumber() || !(node.asDouble() >= 0) || node.asDouble() > largest) {
      throw wrong("\"" + key + "\" must be a number between 0 and " + largest);
    }
    return node.asDouble();
  }

  /** Yes or no; {@code fallback} where there is neither. */
  boolean flag(String key, boolean fallback) throws CheckpointException {
    JsonNode node = get(key);
    if (isUnset(node)) {
      return fallback;
    }
    if (!node.isBoolean()) {
      throw wrong("\"" + key + "\" must be true or false");
    }
    return node.asBoolean();
  }

  /** The settings in an object under a key; none where there is no object. */
  ConfigSettings inside(String key) throws CheckpointException {
    JsonNode node = get(key);
    if (node instanceof ObjectNode object) {
      return new ConfigSettings(file, object);
    }
    if (!isUnset(node)) {
      throw wrong("\"" + key + "\" must be an object");
    }
    return new ConfigSettings(file, JsonNodeFactory.instance.objectNode());
  }

  /** What to throw where a setting cannot be used. */
  CheckpointException wrong(String problem) {
    return wrong(problem, "Choose another model, or correct the file.");
  }

  CheckpointException wrong(String problem, String remedy) {
    return new CheckpointException(file, problem, remedy);
  }

  private static boolean isUnset(JsonNode node) {
    return node.isMissingNode() || node.isNull();
  }
}
