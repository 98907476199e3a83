package app.valence.model.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Makes the files that the tests of this package open. */
final class CheckpointFiles {
  private CheckpointFiles() {}

  /** The bytes of a file with this header, whatever it says, and so many bytes after it. */
  static byte[] bytes(String header, int dataSize) {
    return bytes(header.getBytes(StandardCharsets.UTF_8), dataSize);
  }

  /** The bytes of a file with this header, whatever it says, and so many bytes after it. */
  static byte[] bytes(byte[] header, int dataSize) {
    return ByteBuffer.allocate(8 + header.length + dataSize)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(header.length)
        .put(header)
        .array();
  }

  /** Writes a file with this header, whatever it says, and so many bytes after it. */
  static Path write(Path file, String header, int dataSize) throws IOException {
    return Files.write(file, bytes(header, dataSize));
  }

  /** Writes a sound file whose tensors hold one float each. */
  static void writeScalars(Path file, Map<String, Float> values) throws IOException {
    List<TensorContent> tensors =
        values.entrySet().stream().map(entry -> scalar(entry.getKey(), entry.getValue())).toList();
    SafetensorsWriter.write(file, Map.of("format", "pt"), tensors);
  }

  /** All of a tensor's values as floats. */
  static float[] floats(SafetensorsFile file, String name) throws IOException {
    float[] values = new float[(int) file.entry(name).elementCount()];
    file.readFloats(name, FloatBuffer.wrap(values));
    return values;
  }

  /** Where a file among the test resources of this package is. */
  static Path resource(String name) {
    return Path.of("src/test/resources/app/valence/model/checkpoint", name);
  }

  private static TensorContent scalar(String name, float value) {
    return TensorContent.floats(
        name, TensorType.F32, List.of(), () -> FloatBuffer.wrap(new float[] {value}));
  }
}
