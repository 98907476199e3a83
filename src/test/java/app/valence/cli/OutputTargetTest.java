package app.valence.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import app.valence.files.FileFailureText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputTargetTest {
  @TempDir Path folder;

  private static void assertRefused(CliRun run, String... words) {
    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(run.err()).contains(words).contains("Name a").doesNotContain(".trial", ".tmp");
    assertThat(run.out()).isEmpty();
  }

  private static CliRun train(String... targets) {
    return CliRun.of(
        Stream.concat(
                Stream.of("train", "--data=" + CliRun.sample("train"), "--init=tiny"),
                Stream.of(targets))
            .toArray());
  }

  @Test
  void aFolderIsNoFileToWriteTo() {
    String json = "--json=" + folder;
    assertRefused(train("--output=" + folder.resolve("run"), json), json.replace('=', ' '));
    assertRefused(CliRun.of("evaluate", "--model=x", "--data=y", json), "is a folder");
    assertRefused(CliRun.of("benchmark", json), "is a folder");
    assertRefused(
        CliRun.of("predict", "--model=x", "--input=-", "--output=" + folder), "--output", "folder");
  }

  @Test
  void aFileIsNoFolderOfARun() throws IOException {
    Path file = Files.writeString(folder.resolve("notes.txt"), "mine");
    assertRefused(train("--output=" + file), "--output", "is a file");
    assertRefused(train("--output=" + file.resolve("run")), "--output", "cannot be made");
    assertThat(file).hasContent("mine");
  }

  @Test
  void devicesAreNotReplaced() {
    Path device = Path.of("/dev/null");
    assumeTrue(Files.exists(device), "this system has no such device");
    assertRefused(train("--output=" + device), "/dev/null");
    assertThatThrownBy(() -> new OutputTarget("--json", device).requireFile())
        .hasMessageContaining("device");
    assertThatThrownBy(() -> new OutputTarget("--output", Path.of("/proc/x")).requireFolder())
        .hasMessageContaining("/proc/x");
  }

  @Test
  void checkingLeavesNothingBehind() {
    assertThatCode(() -> new OutputTarget("--json", folder.resolve("a/b/c.json")).requireFile())
        .doesNotThrowAnyException();
    new OutputTarget("--output", folder.resolve("a/b")).requireFolder();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aFailureThatIsABarePathGetsWords() {
    assertThat(FileFailureText.of(new FileAlreadyExistsException("x"))).contains("exists already");
    assertThat(FileFailureText.of(new FileSystemException("x", null, "No space left on device")))
        .contains("x cannot be written: the disk is full");
    assertThat(FileFailureText.of(new FileSystemException("x"))).contains("Check the path");
  }

  @Test
  void aReaderThatHasGoneEndsTheCommandQuietly() {
    var err = new ByteArrayOutputStream();
    var terminal =
        new Terminal(
            InputStream.nullInputStream(), new BrokenPipe(), err, StandardCharsets.UTF_8, false);
    var failure = catchThrowable(() -> terminal.data().write(1));
    assertThat(Failures.report(failure, terminal)).isEqualTo(ExitCode.OUTPUT_CLOSED);
    assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  /** What a pipe to {@code head} becomes. */
  private static final class BrokenPipe extends OutputStream {
    @Override
    public void write(int b) throws IOException {
      throw new IOException("Broken pipe");
    }
  }
}
