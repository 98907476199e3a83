package app.valence.model;

import app.valence.files.AtomicFile;
import app.valence.model.checkpoint.CheckpointException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.CharConversionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads and writes a checkpoint's {@code config.json}, in Hugging Face's form. */
final class ConfigFile {
  static final String NAME = "config.json";

  private static final long LARGEST = 16L << 20;
  private static final String DAMAGED = "Download or copy it again.";
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(SerializationFeature.INDENT_OUTPUT);

  private ConfigFile() {}

  /**
   * Reads the configuration of the checkpoint in {@code folder}.
   *
   * @throws CheckpointException if it is missing, malformed, contradicts itself or describes a
   *     model that is not known
   */
  static ModelConfig read(Path folder) throws IOException {
    Path file = folder.resolve(NAME);
    requireFile(folder, file);
    return read(file, parse(file));
  }

  /**
   * Reads a configuration that is no file of its own.
   *
   * @param name stands for it in messages
   */
  static ModelConfig read(Path name, byte[] bytes) throws IOException {
    return read(name, parse(name, bytes));
  }

  private static ModelConfig read(Path file, ObjectNode root) throws IOException {
    ModelConfig config = ConfigReader.read(new ConfigSettings(file, root));
    ObjectNode understood = ConfigWriter.settings(config, ModelHead.SEQUENCE_CLASSIFICATION);
    understood.fieldNames().forEachRemaining(root::remove);
    return config.withExtras(ConfigExtras.of(root));
  }

  /** Hugging Face's classes for the checkpoint in {@code folder}, such as BertForMaskedLM. */
  static List<String> classNames(Path folder) throws IOException {
    List<String> names = new ArrayList<>();
    parse(folder.resolve(NAME)).path("architectures").forEach(name -> names.add(name.asText()));
    return names;
  }

  private static void requireFile(Path folder, Path file) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new CheckpointException(folder, "there is no such folder", "Choose a model's folder.");
    }
    if (!Files.isRegularFile(file)) {
      throw new CheckpointException(
          folder,
          "there is no " + NAME,
          "Choose a folder in Hugging Face layout: config.json, model.safetensors, tokenizer.json.");
    }
    if (Files.size(file) > LARGEST) {
      throw new CheckpointException(file, "it is no configuration (over 16 MB)", DAMAGED);
    }
  }

  static ObjectNode parse(Path file) throws IOException {
    return parse(file, Files.readAllBytes(file));
  }

  private static ObjectNode parse(Path file, byte[] bytes) throws IOException {
    try {
      JsonNode root = JSON.readTree(bytes);
      if (root instanceof ObjectNode object) {
        return object;
      }
      throw new CheckpointException(file, "it holds no JSON object", DAMAGED);
    } catch (JsonProcessingException e) {
      throw new CheckpointException(
          file, "it is not valid JSON" + lineOf(e.getLocation()), DAMAGED);
    } catch (CharConversionException e) {
      throw new CheckpointException(file, "it is not a text", DAMAGED);
    }
  }

  private static String lineOf(@Nullable JsonLocation location) {
    return location == null ? "" : " (line " + location.getLineNr() + ")";
  }

  /** Writes the configuration into {@code folder}. */
  static void write(Path folder, ModelConfig config, ModelHead head) throws IOException {
    String text = JSON.writeValueAsString(ConfigWriter.file(config, head));
    AtomicFile.writeText(folder.resolve(NAME), text + "\n");
  }
}
