package app.valence.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A workspace is complete when it is open, is open once, and is never damaged. */
@Timeout(60)
class WorkspaceTest {
  private static final Path SAMPLES = Path.of("samples");

  @TempDir Path root;
  private Path folder;
  private Process other;

  @BeforeEach
  void choose() {
    folder = root.resolve("Valence");
  }

  @AfterEach
  void endOther() {
    if (other != null) {
      other.destroyForcibly();
    }
  }

  @Test
  void aNewWorkspaceHasRunsAndAllSamples() throws IOException {
    try (Workspace workspace = Workspace.open(folder)) {
      assertThat(workspace.runs()).isEmptyDirectory();
      assertThat(filesBelow(workspace.samples())).isEqualTo(filesBelow(SAMPLES));
      for (String name : filesBelow(SAMPLES)) {
        assertThat(workspace.samples().resolve(name)).hasSameBinaryContentAs(SAMPLES.resolve(name));
      }
      assertThat(folder.resolve("workspace.json")).content().contains("\"format\" : 1");
    }
  }

  private static List<String> filesBelow(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString().replace('\\', '/'))
          .sorted()
          .toList();
    }
  }

  @Test
  void aChangedSampleStaysAndAMissingOneComesBack() throws IOException {
    openAndClose();
    Path changed = folder.resolve("samples/sentiment/train.tsv");
    Path deleted = folder.resolve("samples/sentiment/test.tsv");
    Files.writeString(changed, "mine");
    Files.delete(deleted);
    openAndClose();
    assertThat(changed).hasContent("mine");
    assertThat(deleted).hasSameBinaryContentAs(SAMPLES.resolve("sentiment/test.tsv"));
  }

  @Test
  void aSecondWindowOfTheSameProgramIsRefused() throws IOException {
    try (Workspace first = Workspace.open(folder)) {
      Path sameFolder = first.samples().resolve("..");
      assertThatThrownBy(() -> Workspace.open(sameFolder))
          .isInstanceOf(WorkspaceInUseException.class)
          .hasMessageContainingAll("open in another Valence window", "close it");
      assertIsRefusedElsewhere("the refusal let go of the first window's lock");
    }
    openAndClose();
  }

  private void openAndClose() throws IOException {
    try (Workspace workspace = Workspace.open(folder)) {
      assertThat(workspace.folder()).isDirectory();
    }
  }

  private void assertIsRefusedElsewhere(String otherwise) throws IOException {
    start();
    try (var answer = other.inputReader()) {
      assertThat(answer.readLine()).as(otherwise).isEqualTo("refused");
    }
  }

  @Test
  void anotherProgramsWorkspaceIsRefusedUntilItEnds() throws Exception {
    start();
    try (var answer = other.inputReader()) {
      assertThat(answer.readLine()).isEqualTo("open");
      assertThatThrownBy(() -> Workspace.open(folder)).isInstanceOf(WorkspaceInUseException.class);
      other.destroyForcibly().waitFor();
      openAndClose();
    }
  }

  private void start() throws IOException {
    other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                WorkspaceTest.class.getName(),
                folder.toString())
            .redirectErrorStream(true)
            .start();
  }

  /** Opens a workspace, says how that went, and holds it until standard input ends. */
  public static void main(String[] args) throws IOException {
    try (Workspace workspace = Workspace.open(Path.of(args[0]))) {
      System.out.println("open");
      var unused = System.in.read();
    } catch (WorkspaceInUseException e) {
      System.out.println("refused");
    }
  }

  @Test
  void aWorkspaceOfANewerVersionIsNotTouched() throws IOException {
    Files.createDirectories(folder.resolve("runs"));
    Files.writeString(folder.resolve("workspace.json"), "{\"format\": 2, \"index\": [1]}");
    Map<String, Object> before = contents();
    assertThatThrownBy(() -> Workspace.open(folder))
        .isInstanceOf(NewerWorkspaceException.class)
        .hasMessageContainingAll(
            "newer version of Valence (format 2)", "Open it with that version");
    assertThat(contents()).isEqualTo(before);
  }

  /** Every file's content and every path's time of change. */
  private Map<String, Object> contents() throws IOException {
    Map<String, Object> contents = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.toList()) {
        FileTime time = Files.getLastModifiedTime(path);
        String text = Files.isRegularFile(path) ? Files.readString(path) : "";
        contents.put(path.toString(), List.of(time, text));
      }
    }
    return contents;
  }

  @Test
  void aDamagedWorkspaceFileIsNamed() throws IOException {
    Files.createDirectories(folder);
    for (String damaged : List.of("", "{", "[]", "{\"format\": \"one\"}")) {
      Files.writeString(folder.resolve("workspace.json"), damaged);
      assertThatThrownBy(() -> Workspace.open(folder))
          .as(damaged)
          .isInstanceOf(UnusableWorkspaceException.class)
          .hasMessageContainingAll("workspace.json is damaged", "Delete it");
    }
  }

  @Test
  void aFolderThatCannotBeWrittenIsNamedWithARemedy() throws IOException {
    Path file = Files.writeString(root.resolve("file"), "");
    assertThatThrownBy(() -> Workspace.open(file))
        .isInstanceOf(UnusableWorkspaceException.class)
        .hasMessageContainingAll(file.toString(), "choose another workspace");
    assertThatThrownBy(() -> Workspace.open(file.resolve("below")))
        .isInstanceOf(UnusableWorkspaceException.class);

    Files.createDirectories(folder);
    Files.writeString(folder.resolve("runs"), "in the way");
    assertThatThrownBy(() -> Workspace.open(folder)).isInstanceOf(UnusableWorkspaceException.class);
    Files.delete(folder.resolve("runs"));
    openAndClose();
  }

  @Test
  void runFoldersAreNamedByTimeAndAreAlwaysNew() throws IOException {
    try (Workspace workspace = Workspace.open(folder)) {
      var when = LocalDateTime.of(2026, 1, 2, 3, 4, 5);
      Path first = workspace.newRunFolder("Größe: ../étude №1 ", when);
      Path second = workspace.newRunFolder("Größe: ../étude №1 ", when);
      Path nameless = workspace.newRunFolder("…", when);
      assertThat(first).isEmptyDirectory().hasParent(workspace.runs());
      assertThat(first).hasFileName("2026-01-02-030405-grosse-etude-no1");
      assertThat(second).isEmptyDirectory().hasFileName("2026-01-02-030405-grosse-etude-no1-2");
      assertThat(nameless).hasFileName("2026-01-02-030405");
      assertThat(workspace.newRunFolder("x".repeat(500))).isEmptyDirectory();
    }
  }
}
