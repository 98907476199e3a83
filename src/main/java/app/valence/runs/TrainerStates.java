package app.valence.runs;

import app.valence.training.LogRow;
import app.valence.training.saving.RunFolder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the {@code trainer_state.json} files that a run leaves. */
final class TrainerStates {
  private static final String NAME = "trainer_state.json";
  private static final Set<String> POSITION = Set.of("step", "epoch");
  private static final ObjectMapper JSON = new ObjectMapper();

  private TrainerStates() {}

  /** The log that is furthest: of a run that goes on, the results are those of its last stop. */
  static RunHistory latest(Path folder) throws IOException {
    List<Path> places = new ArrayList<>(List.of(folder));
    new RunFolder(folder).latestCheckpoint().ifPresent(places::add);
    RunHistory furthest = RunHistory.EMPTY;
    for (Path place : places) {
      Optional<RunHistory> found = read(place.resolve(NAME));
      if (found.isPresent() && lastStep(found.get()) > lastStep(furthest)) {
        furthest = found.get();
      }
    }
    return furthest;
  }

  private static long lastStep(RunHistory history) {
    List<LogRow> rows = history.rows();
    return rows.isEmpty() ? 0 : rows.get(rows.size() - 1).step();
  }

  private static Optional<RunHistory> read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      JsonNode json = JSON.readTree(Files.readAllBytes(file));
      List<LogRow> rows = new ArrayList<>();
      json.path("log_history").forEach(row -> rows.add(row(row)));
      long best = json.path("best_global_step").asLong(0);
      return Optional.of(new RunHistory(rows, json.path("max_steps").asLong(0), best));
    } catch (JsonProcessingException e) {
      throw RunRecordException.damaged(file, e);
    }
  }

  private static LogRow row(JsonNode json) {
    Map<String, Double> metrics = new LinkedHashMap<>();
    json.properties()
        .forEach(
            field -> {
              if (field.getValue().isNumber() && !POSITION.contains(field.getKey())) {
                metrics.put(field.getKey(), field.getValue().asDouble());
              }
            });
    return new LogRow(json.path("step").asLong(), json.path("epoch").asDouble(), metrics);
  }
}
