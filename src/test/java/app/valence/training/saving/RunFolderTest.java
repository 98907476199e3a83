package app.valence.training.saving;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {
  @TempDir Path path;

  @Test
  void theLatestCheckpointIsTheOneOfTheHighestStepAndNotOfTheLastName() throws IOException {
    var folder = folderWith(9, 100, 20);
    assertThat(folder.latestCheckpoint()).hasValue(path.resolve("checkpoint-100"));
    assertThat(folder.checkpoints().keySet()).containsExactly(9L, 20L, 100L);
  }

  @Test
  void foldersWithOtherNamesAndFilesAreNoCheckpoints() throws IOException {
    for (String name : List.of(".checkpoint7", ".deleted7", "checkpoint-", "checkpoint-x")) {
      Files.createDirectory(path.resolve(name));
    }
    Files.writeString(path.resolve("checkpoint-5"), "a file");
    var folder = new RunFolder(path);
    assertThat(folder.latestCheckpoint()).isEmpty();
    assertThat(folder.isUsed()).isFalse();
    assertThat(new RunFolder(path.resolve("absent")).checkpoints()).isEmpty();
  }

  @Test
  void theLatestAndTheBestCheckpointsAreKept() throws IOException {
    var folder = folderWith(1, 2, 3, 4, 5);
    folder.prune(5, 2, 2);
    assertThat(folder.checkpoints().keySet()).containsExactly(2L, 4L, 5L);
  }

  @Test
  void whileNothingIsBestOnlyTheLatestAreKept() throws IOException {
    var folder = folderWith(0, 1, 2);
    folder.prune(2, 1, 0);
    assertThat(folder.checkpoints().keySet()).containsExactly(2L);
  }

  @Test
  void checkpointsOfLaterStepsAreNotCountedAndStay() throws IOException {
    var folder = folderWith(2, 4, 6, 10, 12);
    folder.prune(6, 2, 0);
    assertThat(folder.checkpoints().keySet()).containsExactly(4L, 6L, 10L, 12L);
  }

  @Test
  void publishingReplacesAFolderAsAWhole() throws IOException {
    var folder = folderWith(3);
    Files.writeString(folder.checkpoint(3).resolve("old"), "old");
    Path finished = Files.createDirectory(path.resolve(".checkpoint1"));
    Files.writeString(finished.resolve("new"), "new");
    RunFolder.publish(finished, folder.checkpoint(3));
    assertThat(names(folder.checkpoint(3))).containsExactly("new");
    assertThat(names(path)).containsExactly("checkpoint-3");
  }

  @Test
  void theLastGoodCheckpointIsOneThatAStepWentOnFrom() throws IOException {
    var folder = folderWith(3, 6, 9);
    assertThat(folder.lastGoodCheckpoint(9)).hasValue(folder.checkpoint(6));
    assertThat(folder.lastGoodCheckpoint(8)).hasValue(folder.checkpoint(6));
    assertThat(folder.lastGoodCheckpoint(3)).hasValue(folder.checkpoint(3));
    assertThat(folder.lastGoodCheckpoint(2)).isEmpty();
  }

  @Test
  void clearingDeletesWhatARunLeftAndNothingElse() throws IOException {
    var folder = folderWith(1, 2);
    Files.createDirectory(path.resolve(".deleted12"));
    Files.writeString(path.resolve("model.safetensors"), "");
    Files.writeString(path.resolve("valence_results.json"), "");
    Files.writeString(path.resolve("notes.txt"), "");
    assertThat(folder.isUsed()).isTrue();
    folder.clear();
    assertThat(names(path)).containsExactly("notes.txt");
    assertThat(folder.isUsed()).isFalse();
  }

  private RunFolder folderWith(long... steps) throws IOException {
    var folder = new RunFolder(path);
    for (long step : steps) {
      Files.createDirectory(folder.checkpoint(step));
    }
    assertThat(folder.checkpoints()).hasSize(Arrays.stream(steps).boxed().toList().size());
    return folder;
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void aNewRunInThePlaceOfARecordedOneDoesNotInheritItsRecord() throws IOException {
    Path record = Files.writeString(path.resolve(RunFolder.RECORD), "{}");
    var folder = new RunFolder(path);
    assertThat(folder.isUsed()).isTrue();
    folder.clear();
    assertThat(record).doesNotExist();
  }
}
