package app.valence.runs;

import app.valence.files.AtomicFile;
import app.valence.training.saving.RunFolder;
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

/** Keeps a {@link RunRecord} as {@code valence_run.json} in the run's folder. */
final class RunRecordFile {
  static final String NAME = RunFolder.RECORD;
  static final int FORMAT = 1;
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private RunRecordFile() {}

  /** Where the record of the run in {@code folder} is. */
  static Path in(Path folder) {
    return folder.resolve(NAME);
  }

  /**
   * Reads the record in {@code folder}; empty if there is none.
   *
   * @throws RunRecordException if it is damaged or of a newer version
   */
  static Optional<RunRecord> read(Path folder) throws RunRecordException {
    Path file = in(folder);
    try {
      JsonNode json = JSON.readTree(Files.readAllBytes(file));
      int format = json.path("format").asInt(0);
      if (format > FORMAT) {
        throw RunRecordException.newer(file, format);
      }
      return Optional.of(RunRecordJson.read(json));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (RunRecordException e) {
      throw e;
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw RunRecordException.damaged(file, e);
    } catch (IOException e) {
      throw RunRecordException.unreadable(file, e);
    }
  }

  /** Replaces the record in {@code folder}. */
  static void write(Path folder, RunRecord record) throws IOException {
    ObjectNode json = JSON.createObjectNode().put("format", FORMAT);
    RunRecordJson.write(record, json);
    AtomicFile.writeText(in(folder), JSON.writeValueAsString(json) + "\n");
  }
}
