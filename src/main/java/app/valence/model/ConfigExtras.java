package app.valence.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The settings of a {@code config.json} that no {@link ModelConfig} has a place for, such as {@code
 * summary_type} or {@code transformers_version}. Other programs rely on them, so they go with a
 * model and are written again when it is saved. Unchangeable.
 */
public final class ConfigExtras {
  /** Those of a model that was not read from a file. */
  public static final ConfigExtras NONE = new ConfigExtras(JsonNodeFactory.instance.objectNode());

  private final ObjectNode settings;

  private ConfigExtras(ObjectNode settings) {
    this.settings = settings;
  }

  static ConfigExtras of(ObjectNode settings) {
    return new ConfigExtras(settings.deepCopy());
  }

  /** A setting that is a text. */
  Optional<String> text(String key) {
    JsonNode value = settings.path(key);
    return value.isTextual() ? Optional.of(value.asText()) : Optional.empty();
  }

  /** These settings and another text. */
  ConfigExtras with(String key, String value) {
    return new ConfigExtras(settings.deepCopy().put(key, value));
  }

  /** A setting that is one token or a list of tokens; empty where there is none. */
  Set<Integer> tokens(String key) {
    JsonNode value = settings.path(key);
    var tokens = new TreeSet<Integer>();
    (value.isArray() ? value : List.of(value))
        .forEach(
            token -> {
              if (token.isInt() && token.asInt() >= 0) {
                tokens.add(token.asInt());
              }
            });
    return tokens;
  }

  /** Whether a setting is there and says no. */
  boolean denies(String key) {
    JsonNode value = settings.path(key);
    return value.isBoolean() && !value.asBoolean();
  }

  /** All settings, in a copy. */
  ObjectNode toJson() {
    return settings.deepCopy();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ConfigExtras that && settings.equals(that.settings);
  }

  @Override
  public int hashCode() {
    return settings.hashCode();
  }

  @Override
  public String toString() {
    return settings.toString();
  }
}
