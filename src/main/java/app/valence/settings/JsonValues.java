package app.valence.settings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.DoublePredicate;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/**
 * The values in a file; what is missing has its default, and so has what makes no sense, with a
 * notice.
 *
 * @param notices grows while values are taken
 */
record JsonValues(Path file, ObjectNode json, List<SettingsNotice> notices) {
  int wholeNumber(String field, int usual, IntPredicate valid) {
    return take(
        field,
        usual,
        node ->
            node.canConvertToInt() && valid.test(node.asInt())
                ? Optional.of(node.asInt())
                : Optional.empty());
  }

  double number(String field, double usual, DoublePredicate valid) {
    return take(
        field,
        usual,
        node ->
            node.isNumber() && valid.test(node.asDouble())
                ? Optional.of(node.asDouble())
                : Optional.empty());
  }

  boolean flag(String field, boolean usual) {
    return take(
        field, usual, node -> node.isBoolean() ? Optional.of(node.asBoolean()) : Optional.empty());
  }

  String text(String field, String usual, Predicate<String> valid) {
    return take(field, usual, node -> words(node).filter(valid));
  }

  <E extends Enum<E>> E choice(String field, Class<E> type, E usual) {
    return take(field, usual, node -> words(node).flatMap(name -> named(type, name)));
  }

  /** A path, for which there is no default. */
  Optional<Path> path(String field) {
    return read(field, node -> words(node).flatMap(JsonValues::asPath));
  }

  private static Optional<String> words(JsonNode node) {
    return node.isTextual() ? Optional.of(node.asText()) : Optional.empty();
  }

  private static <E extends Enum<E>> Optional<E> named(Class<E> type, String name) {
    try {
      return Optional.of(Enum.valueOf(type, name.toUpperCase(Locale.ROOT)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<Path> asPath(String words) {
    try {
      return words.isBlank() ? Optional.empty() : Optional.of(Path.of(words));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private <T> T take(String field, T usual, Function<JsonNode, Optional<T>> reading) {
    return read(field, reading).orElse(usual);
  }

  private <T> Optional<T> read(String field, Function<JsonNode, Optional<T>> reading) {
    JsonNode node = json.path(field);
    if (node.isMissingNode() || node.isNull()) {
      return Optional.empty();
    }
    Optional<T> value = reading.apply(node);
    if (value.isEmpty()) {
      notices.add(new SettingsNotice.Replaced(file, field, node.toString()));
    }
    return value;
  }
}
