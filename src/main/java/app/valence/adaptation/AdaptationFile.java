package app.valence.adaptation;

import app.valence.files.AtomicFile;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Keeps an {@link AdaptationRecord} as {@code valence_adaptation.json} in the model's folder. */
final class AdaptationFile {
  static final String NAME = "valence_adaptation.json";
  static final int FORMAT = 1;
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private AdaptationFile() {}

  static Path in(Path folder) {
    return folder.resolve(NAME);
  }

  /**
   * Reads the record in {@code folder}; empty if there is none.
   *
   * @throws AdaptationRecordException if it is damaged or of a newer version
   */
  static Optional<AdaptationRecord> read(Path folder) throws AdaptationRecordException {
    Path file = in(folder);
    try {
      JsonNode json = JSON.readTree(Files.readAllBytes(file));
      if (json.path("format").asInt(0) > FORMAT) {
        throw AdaptationRecordException.newer(file);
      }
      return Optional.of(AdaptationJson.read(json));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (AdaptationRecordException e) {
      throw e;
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw AdaptationRecordException.damaged(file, e);
    } catch (IOException e) {
      throw AdaptationRecordException.unreadable(file, e);
    }
  }

  /** Replaces the record in {@code folder}. */
  static void write(Path folder, AdaptationRecord record) throws IOException {
    ObjectNode json = JSON.createObjectNode().put("format", FORMAT);
    AdaptationJson.write(record, json);
    AtomicFile.writeText(in(folder), JSON.writeValueAsString(json) + "\n");
  }
}
