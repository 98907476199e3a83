package app.valence.model.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading in chunks, and what becomes of the file and its tensors afterwards. */
class SafetensorsMappingTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {8, 13, 24})
  void aTensorThatSpansSeveralChunksReadsAsInOne(int chunkBytes) throws IOException {
    Path path = CheckpointFiles.resource("reference.safetensors");
    try (var whole = SafetensorsFile.open(path);
        var chunked = SafetensorsFile.open(path, chunkBytes)) {
      assertThat(chunked.entry("doubles").byteSize()).isGreaterThan(chunkBytes);
      for (TensorEntry entry : whole.entries().values()) {
        assertThat(CheckpointFiles.floats(chunked, entry.name()))
            .as(entry.name())
            .isEqualTo(CheckpointFiles.floats(whole, entry.name()));
        if (entry.type().isWhole()) {
          assertThat(chunked.readLongs(entry.name()))
              .as(entry.name())
              .isEqualTo(whole.readLongs(entry.name()));
        }
      }
    }
  }

  @Test
  void aPieceThatSpansSeveralChunksBeginsWhereItShould() throws IOException {
    Path path = CheckpointFiles.resource("reference.safetensors");
    try (var file = SafetensorsFile.open(path, 8)) {
      float[] piece = new float[4];
      file.readFloats("weight", 1, FloatBuffer.wrap(piece));
      assertThat(piece).containsExactly(-0.25f, 0f, 0.25f, 0.5f);
    }
  }

  @Test
  void aClosedFileCanBeReplacedAndDeletedAndItsTensorsStay() throws IOException {
    Path path = folder.resolve("x.safetensors");
    CheckpointFiles.writeScalars(path, Map.of("a", 1f));
    float[] before;
    try (var file = SafetensorsFile.open(path)) {
      before = CheckpointFiles.floats(file, "a");
    }
    CheckpointFiles.writeScalars(path, Map.of("a", 2f));
    try (var file = SafetensorsFile.open(path)) {
      assertThat(CheckpointFiles.floats(file, "a")).containsExactly(2f);
    }
    Files.write(path, new byte[1]);
    Files.delete(path);
    assertThat(before).containsExactly(1f);
  }

  @Test
  @SuppressWarnings("MustBeClosedChecker") // It is closed, and then used on purpose.
  void readingAfterCloseIsRefused() throws IOException {
    Path path = folder.resolve("x.safetensors");
    CheckpointFiles.writeScalars(path, Map.of("a", 1f));
    SafetensorsFile file = SafetensorsFile.open(path);
    file.close();
    assertThatThrownBy(() -> CheckpointFiles.floats(file, "a"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("x.safetensors is closed");
    assertThatThrownBy(() -> file.readLongs("a")).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aFileCutShortAfterOpeningIsReportedNotRead() throws IOException {
    Path path = folder.resolve("x.safetensors");
    CheckpointFiles.writeScalars(path, Map.of("a", 1f));
    try (var file = SafetensorsFile.open(path)) {
      try (var channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
        channel.truncate(channel.size() - 1);
      }
      assertThatThrownBy(() -> CheckpointFiles.floats(file, "a"))
          .isInstanceOf(CheckpointException.class)
          .hasMessageContaining("became shorter");
    }
  }
}
