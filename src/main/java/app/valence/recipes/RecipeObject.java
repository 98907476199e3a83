package app.valence.recipes;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One object of a recipe, whose keys are asked for by name; what is missing, of another kind or
 * unknown is refused with its line.
 *
 * @param pointer the keys that lead to it, each after a slash
 */
record RecipeObject(Path file, KeyLines lines, String pointer, JsonNode json) {
  /** Refuses keys that are not among {@code known}. */
  RecipeObject allow(Set<String> known) throws RecipeException {
    for (Map.Entry<String, JsonNode> field : json.properties()) {
      if (!known.contains(field.getKey())) {
        throw wrong(
            field.getKey(),
            "is no key of a recipe here. Remove it, or correct it to one of "
                + String.join(", ", known.stream().sorted().toList())
                + ".");
      }
    }
    return this;
  }

  RecipeException wrong(String key, String what) {
    return RecipeException.at(file, line(key), "\"" + key + "\" " + what);
  }

  int line(String key) {
    return lines.of(pointer, key);
  }

  RecipeObject object(String key) throws RecipeException {
    return find(key).orElseThrow(() -> wrong(key, "is missing: it takes an object, { … }."));
  }

  /** The object of a key, if the key is there. */
  Optional<RecipeObject> find(String key) throws RecipeException {
    JsonNode node = json.path(key);
    if (node.isMissingNode()) {
      return Optional.empty();
    } else if (!node.isObject()) {
      throw wrong(key, "must be an object, { … }.");
    }
    return Optional.of(new RecipeObject(file, lines, pointer + "/" + key, node));
  }

  String text(String key) throws RecipeException {
    return findText(key).orElseThrow(() -> wrong(key, "is missing: it takes a text in quotes."));
  }

  Optional<String> findText(String key) throws RecipeException {
    JsonNode node = json.path(key);
    if (node.isMissingNode()) {
      return Optional.empty();
    } else if (!node.isTextual() || node.asText().isBlank()) {
      throw wrong(key, "must be a text in quotes that is not empty.");
    }
    return Optional.of(node.asText());
  }

  LocalText localText(String key) throws RecipeException {
    RecipeObject texts = object(key).allow(Set.of("en", "de"));
    return new LocalText(texts.text("en"), texts.text("de"));
  }

  Map<String, Double> numbers() throws RecipeException {
    var numbers = new LinkedHashMap<String, Double>();
    for (Map.Entry<String, JsonNode> field : json.properties()) {
      if (!field.getValue().isNumber() || !Double.isFinite(field.getValue().asDouble())) {
        throw wrong(field.getKey(), "must be a number.");
      }
      numbers.put(field.getKey(), field.getValue().asDouble());
    }
    return numbers;
  }
}
