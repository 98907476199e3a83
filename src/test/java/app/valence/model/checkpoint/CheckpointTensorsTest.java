package app.valence.model.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThatCode;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointTensorsTest {
  private static final String ONE = "model-00001-of-00002.safetensors";
  private static final String TWO = "model-00002-of-00002.safetensors";

  @TempDir Path folder;

  @Test
  void aSingleFileOpensAndReads() throws IOException {
    CheckpointFiles.writeScalars(folder.resolve("model.safetensors"), Map.of("a", 1f, "b", 2f));
    try (var tensors = CheckpointTensors.open(folder)) {
      assertThat(tensors.entries()).containsOnlyKeys("a", "b");
      assertThat(read(tensors, "b")).isEqualTo(2f);
    }
  }

  @Test
  void shardsReadAsOneCheckpoint() throws IOException {
    writeIndex("'b':'" + ONE + "','a':'" + TWO + "','ids':'" + TWO + "'");
    CheckpointFiles.writeScalars(folder.resolve(ONE), Map.of("b", 2f));
    SafetensorsWriter.write(
        folder.resolve(TWO),
        Map.of(),
        List.of(
            TensorContent.floats(
                "a", TensorType.BF16, List.of(2L), () -> FloatBuffer.wrap(new float[] {1, 3})),
            TensorContent.longs("ids", List.of(1L), () -> LongBuffer.wrap(new long[] {5}))));
    try (var tensors = CheckpointTensors.open(folder)) {
      assertThat(tensors.entries().keySet()).containsExactly("a", "b", "ids");
      assertThat(read(tensors, "b")).isEqualTo(2f);
      FloatBuffer second = FloatBuffer.allocate(1);
      tensors.readFloats("a", 1, second);
      assertThat(second.get(0)).isEqualTo(3f);
      assertThat(tensors.readLongs("ids")).containsExactly(5);
    }
  }

  @Test
  void aTensorThatIsNotThereIsNamed() throws IOException {
    CheckpointFiles.writeScalars(folder.resolve("model.safetensors"), Map.of("a", 1f));
    try (var tensors = CheckpointTensors.open(folder)) {
      assertThatThrownBy(() -> read(tensors, "c"))
          .isInstanceOf(CheckpointException.class)
          .hasMessageContaining("the checkpoint holds no tensor \"c\"");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../secret.safetensors",
        "sub/model.safetensors",
        "/etc/model.safetensors",
        "..\\\\secret.safetensors",
        "C:model.safetensors",
        "..",
        "",
        "model.bin",
        "a\\u0000.safetensors",
        "a\\n.safetensors"
      })
  void anIndexThatReachesBeyondPlainFilesIsRefused(String shard) throws IOException {
    writeIndex("'a':'" + shard + "'");
    assertRefused("its weight_map names the file \"", "An index must not reach files elsewhere");
  }

  @Test
  void aShardThatLinksOutOfTheFolderIsRefused() throws IOException {
    Path model = Files.createDirectories(folder.resolve("model"));
    Path outside = folder.resolve("outside.safetensors");
    CheckpointFiles.writeScalars(outside, Map.of("a", 1f));
    Files.writeString(
        model.resolve("model.safetensors.index.json"), "{\"weight_map\":{\"a\":\"" + ONE + "\"}}");
    link(model.resolve(ONE), Path.of("../outside.safetensors"));
    assertThatThrownBy(() -> CheckpointTensors.open(model))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("it is a link to a file outside its folder");
  }

  @Test
  void linksIntoTheBlobsOfAHuggingFaceCacheAreFollowed() throws IOException {
    Path blobs = Files.createDirectories(folder.resolve("models--x/blobs"));
    Path snapshot = Files.createDirectories(folder.resolve("models--x/snapshots/0123"));
    CheckpointFiles.writeScalars(blobs.resolve("weights"), Map.of("a", 1f));
    Files.writeString(blobs.resolve("index"), "{\"weight_map\":{\"a\":\"" + ONE + "\"}}");
    link(snapshot.resolve(ONE), Path.of("../../blobs/weights"));
    link(snapshot.resolve("model.safetensors.index.json"), Path.of("../../blobs/index"));
    try (var tensors = CheckpointTensors.open(snapshot)) {
      assertThat(read(tensors, "a")).isEqualTo(1f);
    }
  }

  @Test
  void aMissingShardIsNamed() throws IOException {
    writeIndex("'a':'" + ONE + "'");
    assertRefused(ONE + ": this file is missing", "Download it into the same folder.");
  }

  @Test
  void aTensorThatItsShardDoesNotHoldIsNamed() throws IOException {
    writeIndex("'a':'" + ONE + "','b':'" + ONE + "','c':'" + TWO + "'");
    CheckpointFiles.writeScalars(folder.resolve(ONE), Map.of("a", 1f));
    CheckpointFiles.writeScalars(folder.resolve(TWO), Map.of("b", 2f, "c", 3f));
    assertRefused("it says that " + ONE + " holds tensor \"b\", which it does not", "again");
  }

  @Test
  void aTensorInTwoShardsIsRefused() throws IOException {
    writeIndex("'a':'" + ONE + "','b':'" + TWO + "'");
    CheckpointFiles.writeScalars(folder.resolve(ONE), Map.of("a", 1f));
    CheckpointFiles.writeScalars(folder.resolve(TWO), Map.of("a", 2f, "b", 2f));
    assertRefused(TWO + ": it holds tensor \"a\", and so does " + ONE, "again");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}", "{\"weight_map\":{}}", "{\"weight_map\":[]}", "{\"weight_map\":{\"a\":1}}",
        "[]", "", "{\"weight_map\":{\"a\":\"x\",\"a\":\"x\"}}", "{\"weight_map\":{}} x"
      })
  void anIndexThatIsNoneIsRefused(String index) throws IOException {
    Files.writeString(folder.resolve("model.safetensors.index.json"), index);
    assertRefused("model.safetensors.index.json: it", "download or copy it again");
  }

  @Test
  void deepNestingInAnIndexIsRefused() throws IOException {
    Files.writeString(
        folder.resolve("model.safetensors.index.json"), "{\"metadata\":" + "[".repeat(100_000));
    assertRefused("it is not sound JSON", "nesting depth");
  }

  @ParameterizedTest
  @ValueSource(strings = {"pytorch_model.bin", "weights.pt", "epoch=3.ckpt", "model.pth"})
  void picklesAreNeverOpenedAndTheRemedyIsGiven(String pickle) throws IOException {
    Files.writeString(folder.resolve(pickle), "cos\nsystem\n");
    assertRefused(pickle + " is a pickle", "save_pretrained(folder, safe_serialization=True)");
  }

  @Test
  void aFolderWithoutWeightsSaysWhatIsMissing() throws IOException {
    assertRefused("it holds neither model.safetensors nor model.safetensors.index.json", "Down");
    assertThatThrownBy(() -> CheckpointTensors.open(folder.resolve("none")))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("none: it is no folder");
  }

  private void writeIndex(String weightMap) throws IOException {
    Files.writeString(
        folder.resolve("model.safetensors.index.json"),
        ("{'metadata':{'total_size':8},'weight_map':{" + weightMap + "}}").replace('\'', '"'));
  }

  private void assertRefused(String problem, String remedy) {
    assertThatThrownBy(() -> CheckpointTensors.open(folder))
        .isExactlyInstanceOf(CheckpointException.class)
        .hasMessageContaining(problem)
        .hasMessageContaining(remedy);
  }

  private static float read(CheckpointTensors tensors, String name) throws IOException {
    float[] value = new float[1];
    tensors.readFloats(name, FloatBuffer.wrap(value));
    return value[0];
  }

  private static void link(Path link, Path target) {
    assumeThatCode(() -> Files.createSymbolicLink(link, target))
        .as("this system lets the user make symbolic links")
        .doesNotThrowAnyException();
  }
}
