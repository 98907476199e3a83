package app.valence.model.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Damaged files either read in full or are refused; nothing else happens and little is allocated.
 */
class CheckpointFuzzTest {
  private static final int FILES = 20_000;
  private static final int INDEXES = 3_000;
  private static final long MOST_BYTES_PER_FILE = 1 << 20;
  private static final ThreadMXBean THREAD = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @TempDir Path folder;

  private int opened;
  private int refused;

  @Test
  @Timeout(60)
  void aDamagedFileReadsInFullOrIsRefused() throws IOException {
    byte[] sound = Files.readAllBytes(CheckpointFiles.resource("reference.safetensors"));
    var edits = new HostileEdits(20260101);
    for (int i = 0; i < FILES; i++) {
      byte[] damaged = edits.damageFile(sound);
      // A new name each time: some systems flush a file to the disk when it is overwritten.
      Path path = Files.write(folder.resolve("damaged" + i + ".safetensors"), damaged);
      long before = THREAD.getCurrentThreadAllocatedBytes();
      attempt(i, () -> readEverything(path, damaged.length));
      assertThat(THREAD.getCurrentThreadAllocatedBytes() - before)
          .as("bytes allocated for file %d", i)
          .isLessThan(MOST_BYTES_PER_FILE);
      Files.delete(path);
    }
    assertThat(opened).isGreaterThan(FILES / 100);
    assertThat(refused).isGreaterThan(FILES / 2);
  }

  @Test
  @Timeout(60)
  void aDamagedIndexOpensOrIsRefused() throws IOException {
    CheckpointFiles.writeScalars(folder.resolve("1.safetensors"), Map.of("a", 1f, "b", 2f));
    CheckpointFiles.writeScalars(folder.resolve("2.safetensors"), Map.of("c", 3f));
    String sound =
        "{\"metadata\":{\"total_size\":12},\"weight_map\":{\"a\":\"1.safetensors\","
            + "\"b\":\"1.safetensors\",\"c\":\"2.safetensors\"}}";
    var edits = new HostileEdits(20260102);
    for (int i = 0; i < INDEXES; i++) {
      Path path = folder.resolve(ShardIndex.NAME);
      Files.writeString(path, edits.damageJson(sound));
      attempt(i, this::readCheckpoint);
      Files.delete(path);
    }
    assertThat(opened).isGreaterThan(INDEXES / 50);
    assertThat(refused).isGreaterThan(INDEXES / 4);
  }

  /** Opens a file that may be damaged, and reads it. */
  @FunctionalInterface
  private interface Attempt {
    void run() throws IOException;
  }

  private void attempt(int number, Attempt attempt) {
    try {
      attempt.run();
      opened++;
    } catch (CheckpointException e) {
      refused++;
    } catch (IOException | RuntimeException | Error e) {
      fail("File " + number + " ended in something else", e);
    }
  }

  private static void readEverything(Path path, long fileSize) throws IOException {
    try (var file = SafetensorsFile.open(path)) {
      long described = 0;
      for (TensorEntry entry : file.entries().values()) {
        described += entry.byteSize();
        if (entry.type().isReadable()) {
          assertThat(CheckpointFiles.floats(file, entry.name()))
              .hasSize((int) entry.elementCount());
        }
        if (entry.type().isWhole()) {
          assertThat(file.readLongs(entry.name())).hasSize((int) entry.elementCount());
        }
      }
      assertThat(described).isLessThan(fileSize);
    }
  }

  private void readCheckpoint() throws IOException {
    try (var tensors = CheckpointTensors.open(folder)) {
      for (String name : tensors.entries().keySet()) {
        tensors.readFloats(name, FloatBuffer.allocate(1));
      }
    }
  }
}
