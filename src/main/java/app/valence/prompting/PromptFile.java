package app.valence.prompting;

import app.valence.data.LabelSet;
import app.valence.files.AtomicFile;
import app.valence.model.checkpoint.CheckpointException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Keeps how a tuned model is prompted as {@code valence_prompt.json} in its folder. */
public final class PromptFile {
  /** The file's name. */
  public static final String NAME = "valence_prompt.json";

  private static final int FORMAT = 1;
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /**
   * What is kept.
   *
   * @param length the most tokens of a prompt with its answer
   * @param tuning how the model was tuned with such prompts, for whoever goes on with it
   */
  public record Content(PromptForm form, int length, Map<String, String> tuning) {
    /** Copies the map. */
    public Content {
      tuning = Map.copyOf(tuning);
    }
  }

  private PromptFile() {}

  /** Whether {@code folder} says how its model is prompted. */
  public static boolean isIn(Path folder) {
    return Files.isRegularFile(folder.resolve(NAME));
  }

  /** Replaces the file in {@code folder}. */
  public static void write(Path folder, Content content) throws IOException {
    PromptForm form = content.form();
    ObjectNode json = JSON.createObjectNode().put("format", FORMAT);
    json.put("template", form.template().source());
    if (form.chat().isPresent()) {
      json.put("chat_template", form.chat().get().jinja());
      put(form.chat().get().tokens(), json.putObject("chat_tokens"));
    }
    form.labels().names().forEach(json.putArray("labels")::add);
    form.words().words().forEach(json.putArray("label_words")::add);
    json.put("max_length", content.length());
    put(content.tuning(), json.putObject("tuning"));
    AtomicFile.writeText(folder.resolve(NAME), JSON.writeValueAsString(json) + "\n");
  }

  private static void put(Map<String, String> texts, ObjectNode json) {
    new TreeMap<>(texts).forEach(json::put);
  }

  /**
   * Reads the file in {@code folder}.
   *
   * @throws CheckpointException if there is none, it is damaged, or of a newer version
   */
  public static Content read(Path folder) throws IOException {
    Path file = folder.resolve(NAME);
    if (!Files.isRegularFile(file)) {
      throw new CheckpointException(
          folder,
          "it does not say how its model is prompted (there is no " + NAME + ")",
          "Choose a folder that was tuned by instruction.");
    }
    try {
      JsonNode json = JSON.readTree(file.toFile());
      if (json.path("format").asInt(0) > FORMAT) {
        throw new CheckpointException(
            file, "it was written by a newer version of this program", "Use that version.");
      }
      return content(json);
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw new CheckpointException(
          file, "it is damaged (" + firstLine(e) + ")", "Copy it again, or tune the model anew.");
    }
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("").replaceFirst("\\.$", "");
  }

  private static Content content(JsonNode json) {
    Optional<ChatTemplate> chat =
        json.path("chat_template").isTextual()
            ? Optional.of(
                new ChatTemplate(
                    json.path("chat_template").asText(), texts(json.path("chat_tokens"))))
            : Optional.empty();
    var form =
        new PromptForm(
            PromptTemplate.parse(json.path("template").asText()),
            chat,
            LabelSet.of(list(json.path("labels"))),
            new LabelWords(list(json.path("label_words"))));
    int length = json.path("max_length").asInt();
    if (length < 1 || form.labels().size() < 2) {
      throw new IllegalArgumentException("the maximum length or the classes are missing");
    }
    return new Content(form, length, texts(json.path("tuning")));
  }

  private static List<String> list(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(element -> texts.add(element.asText()));
    return texts;
  }

  private static Map<String, String> texts(JsonNode object) {
    Map<String, String> texts = new TreeMap<>();
    object.properties().forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
    return texts;
  }
}
