package app.valence.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
  @TempDir Path folder;

  @Test
  void aFailedWriteLeavesTheOldFileAndNothingElse() throws IOException {
    Path file = folder.resolve("notes.txt");
    AtomicFile.writeText(file, "old");
    assertThatThrownBy(
            () ->
                AtomicFile.writeStream(
                    file,
                    out -> {
                      out.write('x');
                      throw new IOException("disk full");
                    }))
        .hasMessage("disk full");
    assertThat(file).hasContent("old");
    try (var entries = Files.list(folder)) {
      assertThat(entries).containsExactly(file);
    }
  }

  @Test
  void aTargetThatCannotBeReplacedIsNamedAndNotItsTemporaryFile() throws IOException {
    Path target = Files.createDirectories(folder.resolve("taken/inner")).getParent();
    assertThatThrownBy(() -> AtomicFile.writeText(target, "x"))
        .isInstanceOfSatisfying(
            FileSystemException.class, e -> assertThat(e.getFile()).isEqualTo(target.toString()))
        .hasMessageNotContaining(".tmp");
  }

  @Test
  void aFullDiskIsSaidOfTheTarget() {
    Path target = folder.resolve("notes.txt");
    assertThatThrownBy(
            () ->
                AtomicFile.writeStream(
                    target,
                    out -> {
                      throw new IOException("No space left on device");
                    }))
        .isInstanceOf(FileSystemException.class)
        .hasMessage(target + ": the disk is full");
  }

  @Test
  void aWriteReplacesTheFileAndMakesItsFolder() throws IOException {
    Path file = folder.resolve("deep/er/notes.txt");
    AtomicFile.writeText(file, "one");
    AtomicFile.writeText(file, "zwei ü");
    assertThat(Files.readString(file)).isEqualTo("zwei ü");
  }

  @Test
  void aWrittenFileMayBeReadByWhomAnyNewFileMayBeReadBy() throws IOException {
    assumeTrue(
        Files.getFileStore(folder).supportsFileAttributeView("posix"),
        "this file system has no such permissions");
    Path usual = Files.createFile(folder.resolve("usual.txt"));
    Path file = folder.resolve("notes.txt");
    AtomicFile.writeText(file, "one");
    assertThat(Files.getPosixFilePermissions(file)).isEqualTo(Files.getPosixFilePermissions(usual));
  }
}
