package app.valence.model.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsWriterTest {
  @TempDir Path folder;

  /** The same tensors as in the file that safetensors 0.8.0 for Python wrote, in another order. */
  private static List<TensorContent> referenceTensors() {
    return List.of(
        bytes("flags", TensorType.BOOL, 1, 0, 1),
        floats("weight", TensorType.F32, List.of(2L, 3L), -0.5f, -0.25f, 0, 0.25f, 0.5f, 0.75f),
        bytes("unsigned", TensorType.U8, 0, 255),
        bytes("bytes", TensorType.I8, -128, 7),
        bytes("shorts", TensorType.I16, 0, 0x80, 6, 0),
        bytes("ints", TensorType.I32, 0, 0, 0, 0x80, 5, 0, 0, 0),
        TensorContent.longs("ids", List.of(3L), () -> longs((1L << 62) + 1, -1, 7)),
        floats("scalar", TensorType.F32, List.of(), 42.5f),
        floats("brains", TensorType.BF16, List.of(4L), 1, -2.5f, 3.140625f, 1e30f),
        floats(
            "halves",
            TensorType.F16,
            List.of(8L),
            0,
            -0f,
            1.5f,
            65504,
            0x1p-24f,
            Float.POSITIVE_INFINITY,
            Float.NEGATIVE_INFINITY,
            0.333f),
        floats("größe/名前", TensorType.F32, List.of(1L), 9),
        new TensorContent(
            "doubles", TensorType.F64, List.of(2L, 2L), () -> doubles(1.5, -2.25, 1e-3, 1e300)),
        floats("empty", TensorType.F32, List.of(0L, 4L)));
  }

  @Test
  void theBytesAreThoseOfTheReferenceImplementation() throws IOException {
    Path file = folder.resolve("model.safetensors");
    SafetensorsWriter.write(file, Map.of("format", "pt"), referenceTensors());
    assertThat(file).hasSameBinaryContentAs(CheckpointFiles.resource("reference.safetensors"));
  }

  @Test
  void noTensorsAndNoMetadataMakeASoundFile() throws IOException {
    Path file = folder.resolve("model.safetensors");
    SafetensorsWriter.write(file, Map.of(), List.of());
    assertThat(file).hasBinaryContent(CheckpointFiles.bytes("{}      ", 0));
  }

  @Test
  void contentIsAskedForOnceAndOnlyInTurn() throws IOException {
    var asked = new ArrayList<String>();
    List<TensorContent> tensors = new ArrayList<>();
    for (String name : List.of("c", "a", "b")) {
      tensors.add(
          TensorContent.floats(
              name,
              TensorType.F32,
              List.of(1L),
              () -> {
                asked.add(name);
                return FloatBuffer.wrap(new float[] {1});
              }));
    }
    assertThat(asked).isEmpty();
    SafetensorsWriter.write(folder.resolve("x.safetensors"), Map.of(), tensors);
    assertThat(asked).containsExactly("a", "b", "c");
  }

  @Test
  void onlyWhatRemainsInABufferIsWrittenAndTheBufferStaysAsItWas() throws IOException {
    FloatBuffer values = FloatBuffer.wrap(new float[] {1, 2, 3, 4}, 1, 2);
    Path path = folder.resolve("x.safetensors");
    SafetensorsWriter.write(
        path,
        Map.of(),
        List.of(
            TensorContent.floats("f32", TensorType.F32, List.of(2L), () -> values),
            TensorContent.floats("f16", TensorType.F16, List.of(2L), () -> values),
            TensorContent.floats("bf16", TensorType.BF16, List.of(2L), () -> values)));
    assertThat(values.position()).isEqualTo(1);
    try (var file = SafetensorsFile.open(path)) {
      for (String name : file.entries().keySet()) {
        assertThat(CheckpointFiles.floats(file, name)).as(name).containsExactly(2f, 3f);
      }
    }
  }

  @Test
  void contentOfAnotherSizeIsRefusedAndTheOldFileStays() throws IOException {
    Path file = folder.resolve("x.safetensors");
    Files.writeString(file, "old");
    var wrong = List.of(floats("a", TensorType.F32, List.of(3L), 1, 2));
    assertThatThrownBy(() -> SafetensorsWriter.write(file, Map.of(), wrong))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Tensor \"a\" of type F32 and shape [3] takes 12 bytes, but its content has 8");
    assertThat(file).hasContent("old");
  }

  @Test
  void aNameGivenTwiceOrReservedIsRefused() {
    Path file = folder.resolve("x.safetensors");
    TensorContent tensor = floats("a", TensorType.F32, List.of(), 1);
    assertThatThrownBy(() -> SafetensorsWriter.write(file, Map.of(), List.of(tensor, tensor)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The name \"a\" is reserved or given to two tensors");
    TensorContent reserved = floats("__metadata__", TensorType.F32, List.of(), 1);
    assertThatThrownBy(() -> SafetensorsWriter.write(file, Map.of(), List.of(reserved)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"__metadata__\" is reserved");
    assertThat(file).doesNotExist();
  }

  @Test
  void anImpossibleShapeIsRefused() {
    assertThatThrownBy(() -> floats("a", TensorType.F32, List.of(-1L)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Tensor \"a\" of F32 cannot have the shape [-1]");
    assertThatThrownBy(() -> floats("a", TensorType.F32, List.of(1L << 62)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cannot have the shape");
  }

  @Test
  void floatsAreNotStoredAsWholeNumbers() {
    assertThatThrownBy(() -> floats("a", TensorType.I64, List.of(), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Floats cannot be stored as I64");
  }

  private static TensorContent floats(
      String name, TensorType type, List<Long> shape, float... values) {
    return TensorContent.floats(name, type, shape, () -> FloatBuffer.wrap(values));
  }

  private static TensorContent bytes(String name, TensorType type, int... values) {
    var bytes = ByteBuffer.allocate(values.length);
    for (int value : values) {
      bytes.put((byte) value);
    }
    long elements = values.length * 8L / type.bits();
    return new TensorContent(name, type, List.of(elements), bytes::flip);
  }

  private static LongBuffer longs(long... values) {
    return LongBuffer.wrap(values);
  }

  private static ByteBuffer doubles(double... values) {
    var bytes = ByteBuffer.allocate(values.length * 8).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asDoubleBuffer().put(values);
    return bytes;
  }
}
