package app.valence.model.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SafetensorsFileTest {
  @TempDir Path folder;

  @Test
  void aFileOfTheReferenceImplementationReadsInEveryType() throws IOException {
    try (var file = SafetensorsFile.open(CheckpointFiles.resource("reference.safetensors"))) {
      assertThat(file.metadata()).containsExactly(Map.entry("format", "pt"));
      assertThat(CheckpointFiles.floats(file, "doubles"))
          .containsExactly(1.5f, -2.25f, 1e-3f, Float.POSITIVE_INFINITY);
      assertThat(CheckpointFiles.floats(file, "weight"))
          .containsExactly(-0.5f, -0.25f, 0f, 0.25f, 0.5f, 0.75f);
      assertThat(CheckpointFiles.floats(file, "halves"))
          .startsWith(0f, -0f, 1.5f, 65504f, 0x1p-24f)
          .contains(Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY)
          .endsWith(0x1.55p-2f);
      assertThat(CheckpointFiles.floats(file, "brains"))
          .containsExactly(1f, -2.5f, 3.140625f, Float.intBitsToFloat(0x714a0000));
      assertThat(CheckpointFiles.floats(file, "scalar")).containsExactly(42.5f);
      assertThat(CheckpointFiles.floats(file, "empty")).isEmpty();
      assertThat(CheckpointFiles.floats(file, "größe/名前")).containsExactly(9f);
      assertThat(CheckpointFiles.floats(file, "flags")).containsExactly(1f, 0f, 1f);
      assertThat(CheckpointFiles.floats(file, "ints")).containsExactly(-0x1p31f, 5f);
      assertThat(file.readLongs("ids")).containsExactly((1L << 62) + 1, -1, 7);
      assertThat(file.readLongs("ints")).containsExactly(Integer.MIN_VALUE, 5);
      assertThat(file.readLongs("shorts")).containsExactly(Short.MIN_VALUE, 6);
      assertThat(file.readLongs("bytes")).containsExactly(-128, 7);
      assertThat(file.readLongs("unsigned")).containsExactly(0, 255);
      assertThat(file.readLongs("flags")).containsExactly(1, 0, 1);
    }
  }

  @Test
  void aGoldenCaseListsItsTensorsByNameAndReads() throws IOException {
    try (var file = SafetensorsFile.open(CheckpointFiles.resource("bert-case.safetensors"))) {
      assertThat(file.entries().keySet())
          .containsExactly("attention_mask", "final_logits", "input_ids", "labels", "logits");
      assertThat(file.entry("logits").shape()).containsExactly(5L, 3L);
      assertThat(file.entry("logits").type()).isEqualTo(TensorType.F32);
      assertThat(CheckpointFiles.floats(file, "logits"))
          .hasSize(15)
          .startsWith(0.13467698f, 0.035608444f, -0.15392196f);
      assertThat(file.readLongs("labels")).containsExactly(0, 1, 2, 0, 0);
      assertThat(LongStream.of(file.readLongs("attention_mask")).sum()).isEqualTo(51);
    }
  }

  @Test
  void aTensorLargerThanAChunkReadsWholeAndInPieces() throws IOException {
    float[] values = new float[300_001];
    IntStream.range(0, values.length).forEach(i -> values[i] = i);
    Path path = folder.resolve("large.safetensors");
    SafetensorsWriter.write(
        path,
        Map.of(),
        List.of(
            TensorContent.floats(
                "x", TensorType.F32, List.of(300_001L), () -> FloatBuffer.wrap(values))));
    try (var file = SafetensorsFile.open(path)) {
      assertThat(CheckpointFiles.floats(file, "x")).isEqualTo(values);
      float[] piece = new float[3];
      file.readFloats("x", 299_998, FloatBuffer.wrap(piece));
      assertThat(piece).containsExactly(299_998f, 299_999f, 300_000f);
    }
  }

  @Test
  void aTensorBeyondTwoGibibytesReadsInPieces() throws IOException {
    long elements = (3L << 30) + 5;
    String header =
        "{\"x\":{\"dtype\":\"I8\",\"shape\":[%d],\"data_offsets\":[0,%d]}}"
            .formatted(elements, elements);
    Path path = folder.resolve("huge.safetensors");
    try (var channel =
        FileChannel.open(
            path,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.WRITE,
            StandardOpenOption.SPARSE)) {
      channel.write(ByteBuffer.wrap(CheckpointFiles.bytes(header, 0)));
      channel.write(ByteBuffer.wrap(new byte[] {7, -8}), 8L + header.length() + elements - 2);
    }
    try (var file = SafetensorsFile.open(path)) {
      float[] piece = new float[3];
      file.readFloats("x", elements - 3, FloatBuffer.wrap(piece));
      assertThat(piece).containsExactly(0f, 7f, -8f);
      assertThatThrownBy(() -> file.readLongs("x"))
          .isInstanceOf(CheckpointException.class)
          .hasMessageContaining("holds 3221225477 elements of type I8");
    }
  }

  @Test
  void readingMovesThePositionOfTheTargetAndLeavesTheRestAlone() throws IOException {
    CheckpointFiles.writeScalars(folder.resolve("x.safetensors"), Map.of("a", 1f, "b", 2f));
    try (var file = SafetensorsFile.open(folder.resolve("x.safetensors"))) {
      FloatBuffer target = FloatBuffer.allocate(3);
      file.readFloats("b", target);
      file.readFloats("a", target);
      assertThat(target.position()).isEqualTo(2);
      assertThat(target.array()).containsExactly(2f, 1f, 0f);
    }
  }

  @Test
  void aTargetWithoutRoomIsRefused() throws IOException {
    CheckpointFiles.writeScalars(folder.resolve("x.safetensors"), Map.of("a", 1f));
    try (var file = SafetensorsFile.open(folder.resolve("x.safetensors"))) {
      assertThatThrownBy(() -> file.readFloats("a", FloatBuffer.allocate(0)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("has 1 elements, the target room for 0");
      assertThatThrownBy(() -> file.readFloats("a", 1, FloatBuffer.allocate(1)))
          .isInstanceOf(IndexOutOfBoundsException.class);
    }
  }

  @ParameterizedTest
  @EnumSource(TensorType.class)
  void aTypeThatCannotBeReadIsRefusedOnlyWhenItsTensorIsRead(TensorType type) throws IOException {
    String header =
        "{\"x\":{\"dtype\":\"%s\",\"shape\":[8],\"data_offsets\":[0,%d]}}"
            .formatted(type, type.bits());
    Path path = CheckpointFiles.write(folder.resolve("x.safetensors"), header, type.bits());
    try (var file = SafetensorsFile.open(path)) {
      assertThat(file.entry("x").elementCount()).isEqualTo(8);
      if (type.isReadable()) {
        assertThat(CheckpointFiles.floats(file, "x")).containsOnly(0f).hasSize(8);
      } else {
        assertThatThrownBy(() -> CheckpointFiles.floats(file, "x"))
            .isInstanceOf(CheckpointException.class)
            .hasMessageContaining("x.safetensors: tensor \"x\" has the type " + type)
            .hasMessageContaining("Save the checkpoint as F32, F16 or BF16 first.");
      }
    }
  }

  @Test
  void floatsAreNoWholeNumbers() throws IOException {
    CheckpointFiles.writeScalars(folder.resolve("x.safetensors"), Map.of("a", 1f));
    try (var file = SafetensorsFile.open(folder.resolve("x.safetensors"))) {
      assertThatThrownBy(() -> file.readLongs("a"))
          .isInstanceOf(CheckpointException.class)
          .hasMessageContaining("tensor \"a\" holds 1 elements of type F32");
    }
  }

  @Test
  void aNameThatIsNotThereIsNamedInTheMessage() throws IOException {
    CheckpointFiles.writeScalars(folder.resolve("x.safetensors"), Map.of("a", 1f));
    try (var file = SafetensorsFile.open(folder.resolve("x.safetensors"))) {
      assertThatThrownBy(() -> file.readLongs("b"))
          .isInstanceOf(CheckpointException.class)
          .hasMessageContaining("x.safetensors: it holds no tensor \"b\"");
    }
  }

  @Test
  void aHeaderMayEndInSpacesAndHoldNoTensors() throws IOException {
    Path path = CheckpointFiles.write(folder.resolve("x.safetensors"), "{}      ", 0);
    try (var file = SafetensorsFile.open(path)) {
      assertThat(file.entries()).isEmpty();
      assertThat(file.metadata()).isEmpty();
    }
  }

  @Test
  void aMissingFileIsNamed() {
    assertThatThrownBy(() -> SafetensorsFile.open(folder.resolve("none.safetensors")))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("none.safetensors: there is no such file");
  }

  @Test
  void aGitLfsPointerIsNotTakenForWeights() throws IOException {
    Path path = folder.resolve("model.safetensors");
    Files.writeString(path, "version https://git-lfs.github.com/spec/v1\n", StandardCharsets.UTF_8);
    assertThatThrownBy(() -> SafetensorsFile.open(path))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("more than 100,000,000")
        .hasMessageContaining("such as a Git LFS pointer");
  }
}
