package app.valence.training.loop;

import static app.valence.training.loop.TinySettings.with;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.valence.model.checkpoint.CheckpointException;
import app.valence.model.checkpoint.SafetensorsWriter;
import app.valence.training.TrainingSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of a checkpoint that a disk or a person has spoilt. */
class CheckpointDamageTest {
  private static final TrainingSettings SETTINGS =
      with(
          s -> {
            s.maximumSteps = 1;
          });

  @TempDir Path folder;
  private TinyRuns runs;
  private Path checkpoint;

  @BeforeEach
  void start() throws Exception {
    runs = new TinyRuns(folder);
    runs.run("run", SETTINGS);
    checkpoint = runs.folder("run").checkpoint(1);
  }

  @AfterEach
  void stop() {
    runs.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{\"format\": 1}",
        "{\"format\": 1, \"settings\": {}, \"data\": {}, \"state\": null}",
        "{\"format\": 1, \"settings\": {}, \"data\": {}, \"state\": {\"step\": \"many\"}}",
        "{\"format\": 1, \"unknown\": 2}",
      })
  void aDamagedStateIsNamed(String content) throws IOException {
    Files.writeString(checkpoint.resolve("valence_state.json"), content);
    refuses("valence_state.json", "it is damaged", "Start the run anew");
  }

  @ParameterizedTest
  @ValueSource(strings = {"valence_state.json", "optimizer.safetensors", "model.safetensors"})
  void aFileThatWasCutShortIsNamed(String name) throws IOException {
    Path file = checkpoint.resolve(name);
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
    refuses(name, "Start the run anew");
  }

  @ParameterizedTest
  @ValueSource(strings = {"valence_state.json", "optimizer.safetensors"})
  void aMissingFileIsNamed(String name) throws IOException {
    Files.delete(checkpoint.resolve(name));
    refuses(name, "there is no such file");
  }

  @Test
  void anEarlierCheckpointIsNamed() throws IOException {
    Path later = Files.createDirectories(checkpoint.resolveSibling("checkpoint-999"));
    assertThatThrownBy(() -> runs.resume("run", later, SETTINGS))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContainingAll(
            "checkpoint-999", "Resume from the earlier checkpoint " + checkpoint)
        .hasMessageNotContaining("download");
  }

  @Test
  void momentsOfAnotherModelAreNamed() throws IOException {
    Path file = checkpoint.resolve("optimizer.safetensors");
    SafetensorsWriter.write(file, Map.of(), List.of());
    refuses("optimizer.safetensors", "holds no tensor \"first.");
  }

  @Test
  void aStateOfALaterFormatIsNotGuessedAt() throws IOException {
    Path file = checkpoint.resolve("valence_state.json");
    String later = Files.readString(file).replaceFirst("\"format\" : 1", "\"format\" : 2");
    Files.writeString(file, later);
    refuses("valence_state.json", "another version of this program (format 2)");
  }

  private void refuses(String... words) {
    assertThatThrownBy(() -> runs.resume("run", checkpoint, SETTINGS))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContainingAll(words);
  }
}
