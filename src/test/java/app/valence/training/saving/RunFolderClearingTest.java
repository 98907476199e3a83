package app.valence.training.saving;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderClearingTest {
  @TempDir Path path;

  @Test
  void aFolderThatIsNotThereIsUnused() throws IOException {
    assertThat(new RunFolder(path.resolve("none")).isUsed()).isFalse();
    assertThat(new RunFolder(path.resolve("none")).latestCheckpoint()).isEmpty();
  }

  @Test
  void clearingDeletesARunAndNothingElse() throws IOException {
    Files.createDirectories(path.resolve("checkpoint-10"));
    Files.writeString(path.resolve("checkpoint-10/config.json"), "{}");
    Files.createDirectories(path.resolve(".checkpoint123"));
    Files.writeString(path.resolve("model.safetensors"), "x");
    Files.writeString(path.resolve("notes.txt"), "mine");
    var folder = new RunFolder(path);
    assertThat(folder.isUsed()).isTrue();
    folder.clear();
    assertThat(folder.isUsed()).isFalse();
    try (var left = Files.list(path)) {
      assertThat(left.map(file -> file.getFileName().toString())).containsExactly("notes.txt");
    }
  }

  @Test
  void theLatestCheckpointIsTheOneWithTheMostSteps() throws IOException {
    for (String name : new String[] {"checkpoint-9", "checkpoint-100", "checkpoint-x"}) {
      Files.createDirectories(path.resolve(name));
    }
    assertThat(new RunFolder(path).latestCheckpoint()).contains(path.resolve("checkpoint-100"));
  }
}
