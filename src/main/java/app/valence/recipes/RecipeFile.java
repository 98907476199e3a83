package app.valence.recipes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads recipes: JSON with {@code format}, {@code title} and {@code description} in English and
 * German, {@code data}, {@code options} of the command {@code train}, and a {@code reference}.
 * Whether the options exist is for those to say who carry the recipe out.
 */
public final class RecipeFile {
  private static final int FORMAT = 1;
  private static final Set<String> KEYS =
      Set.of("format", "title", "description", "data", "options", "reference");
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private RecipeFile() {}

  /**
   * Reads the recipe in {@code file}.
   *
   * @throws RecipeException if it cannot be used as it is
   * @throws IOException if the file cannot be read
   */
  public static Recipe read(Path file) throws IOException {
    String text = text(file);
    JsonNode json = parsed(file, text);
    if (!json.isObject()) {
      throw RecipeException.of(file, "it must hold one object, { … }.");
    }
    return recipe(new RecipeObject(file, KeyLines.of(text), "", json));
  }

  private static String text(Path file) throws IOException {
    try {
      return Files.readString(file);
    } catch (CharacterCodingException e) {
      throw RecipeException.of(file, "it is not UTF-8. Save it in this encoding.");
    }
  }

  private static JsonNode parsed(Path file, String text) throws RecipeException {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
      throw RecipeException.at(
          file, line, "it is not JSON: " + e.getOriginalMessage() + ". Correct it there.");
    }
  }

  private static Recipe recipe(RecipeObject json) throws RecipeException {
    int format = json.json().path("format").asInt(FORMAT);
    if (format > FORMAT) {
      throw json.wrong("format", "is " + format + ", a newer version's. Use that version.");
    }
    json.allow(KEYS);
    Optional<RecipeObject> data = json.find("data");
    Optional<RecipeObject> reference = json.find("reference");
    return new Recipe(
        json.file(),
        json.localText("title"),
        json.localText("description"),
        data.isPresent() ? Optional.of(data(data.get())) : Optional.empty(),
        settings(json.object("options")),
        reference.isPresent() ? Optional.of(reference(reference.get())) : Optional.empty());
  }

  private static Recipe.Data data(RecipeObject json) throws RecipeException {
    json.allow(Set.of("train", "validation", "test"));
    json.text("train");
    return new Recipe.Data(
        existing(json, "train").orElseThrow(),
        existing(json, "validation"),
        existing(json, "test"));
  }

  private static Optional<Path> existing(RecipeObject json, String key) throws RecipeException {
    Optional<Path> path =
        json.findText(key)
            .map(name -> json.file().toAbsolutePath().resolveSibling(name).normalize());
    if (path.isPresent() && !Files.isRegularFile(path.get())) {
      throw json.wrong(
          key, "names no file: " + path.get() + ". Paths begin at the recipe's folder.");
    }
    return path;
  }

  private static List<Recipe.Setting> settings(RecipeObject json) throws RecipeException {
    List<Recipe.Setting> settings = new ArrayList<>();
    for (Map.Entry<String, JsonNode> field : json.json().properties()) {
      JsonNode value = field.getValue();
      if (!value.isTextual() && !value.isNumber() && !value.isBoolean()) {
        throw json.wrong(field.getKey(), "must be a text, a number, true or false.");
      }
      settings.add(new Recipe.Setting(field.getKey(), value.asText(), json.line(field.getKey())));
    }
    return settings;
  }

  private static Reference reference(RecipeObject json) throws RecipeException {
    json.allow(Set.of("label", "source", "values"));
    return new Reference(
        json.localText("label"), json.localText("source"), json.object("values").numbers());
  }
}
