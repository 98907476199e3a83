package app.valence.model.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class FileMappingTest {
  private static final int SIZE = 1 << 16;
  private static final int COPIES_UNTIL_COMPILED = 30_000;

  @TempDir Path folder;

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows does not cut a mapped file short")
  void aFileCutShortWhileMappedIsReportedAndNothingFollows() throws IOException {
    copyUntilCompiled();
    ByteBuffer bytes = ByteBuffer.allocate(SIZE);
    FloatBuffer floats = FloatBuffer.allocate(SIZE / Float.BYTES);
    for (int round = 0; round < 20; round++) {
      Path path = Files.write(folder.resolve("data" + round), new byte[SIZE]);
      try (var channel = FileChannel.open(path, StandardOpenOption.READ);
          var mapping = FileMapping.open(path, channel, 0, SIZE)) {
        cut(path, round % 2 == 0 ? 0 : SIZE / 2);
        assertReported(path, () -> mapping.copyTo(bytes.clear()));
        assertReported(path, () -> mapping.copyTo(floats.clear()));
      }
    }
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows does not cut a mapped file short")
  void aFileCutShortWithinItsLastPageIsReportedToo() throws IOException {
    Path path = Files.write(folder.resolve("data"), new byte[8]);
    try (var channel = FileChannel.open(path, StandardOpenOption.READ);
        var mapping = FileMapping.open(path, channel, 0, 8)) {
      cut(path, 7);
      assertReported(path, () -> mapping.copyTo(FloatBuffer.allocate(2)));
    }
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "Only Linux lists the mappings of a process")
  void closingUnmapsAtOnce() throws IOException {
    Path path = Files.write(folder.resolve("unmapped-at-once"), new byte[SIZE]);
    try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
      try (var mapping = FileMapping.open(path, channel, 8, 16)) {
        mapping.copyTo(FloatBuffer.allocate(4));
        assertThat(Path.of("/proc/self/maps")).content().contains("unmapped-at-once");
      }
      assertThat(Path.of("/proc/self/maps")).content().doesNotContain("unmapped-at-once");
    }
  }

  @Test
  void aClosedMappingIsNotRead() throws IOException {
    Path path = Files.write(folder.resolve("data"), new byte[8]);
    try (var channel = FileChannel.open(path, StandardOpenOption.READ);
        var mapping = FileMapping.open(path, channel, 0, 8)) {
      mapping.close();
      assertThatThrownBy(() -> mapping.copyTo(FloatBuffer.allocate(2)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("is closed");
    }
  }

  /** Compiled code is told of a lost page later than interpreted code. */
  private void copyUntilCompiled() throws IOException {
    Path path = Files.write(folder.resolve("whole"), new byte[8]);
    ByteBuffer bytes = ByteBuffer.allocate(8);
    FloatBuffer floats = FloatBuffer.allocate(2);
    try (var channel = FileChannel.open(path, StandardOpenOption.READ);
        var mapping = FileMapping.open(path, channel, 0, 8)) {
      for (int i = 0; i < COPIES_UNTIL_COMPILED; i++) {
        mapping.copyTo(bytes.clear());
        mapping.copyTo(floats.clear());
      }
    }
  }

  private static void assertReported(Path path, ThrowingCallable copying) {
    assertThatThrownBy(copying)
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining(path.getFileName() + ": it became shorter while it was read");
    // An error of the virtual machine that is still due would come up here.
    assertThat(new byte[8][8]).isNotEmpty();
  }

  private static void cut(Path path, long size) throws IOException {
    try (var channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
      channel.truncate(size);
    }
  }
}
