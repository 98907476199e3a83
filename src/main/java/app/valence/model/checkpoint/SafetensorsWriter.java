package app.valence.model.checkpoint;

import static app.valence.model.checkpoint.CheckpointException.quote;

import app.valence.files.AtomicFile;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Writes safetensors files as the reference implementation does: the widest types first and names
 * in order, so that each tensor is aligned and the same tensors always give the same bytes.
 */
public final class SafetensorsWriter {
  private static final int PART = 1 << 20;
  private static final JsonFactory JSON = new JsonFactory();

  private SafetensorsWriter() {}

  /**
   * Replaces {@code target} by a file with these tensors. Each tensor's content is asked for when
   * its turn comes, so only one needs to be in memory.
   *
   * @param metadata free text by key, such as {@code format} = {@code pt}, which {@code
   *     transformers} asks for
   * @throws IOException if anything fails; the old file is then untouched
   * @throws IllegalArgumentException if two tensors have one name, a name is reserved, or a content
   *     has another size than its type and shape say
   */
  public static void write(Path target, Map<String, String> metadata, List<TensorContent> tensors)
      throws IOException {
    requireDistinctNames(tensors);
    List<TensorContent> ordered =
        tensors.stream()
            .sorted(
                Comparator.comparing(TensorContent::type)
                    .reversed()
                    .thenComparing(TensorContent::name))
            .toList();
    byte[] header = header(metadata, ordered);
    AtomicFile.writeChannel(
        target,
        channel -> {
          writeFully(channel, lengthPrefix(header.length));
          writeFully(channel, ByteBuffer.wrap(header));
          for (TensorContent tensor : ordered) {
            write(channel, tensor);
          }
        });
  }

  private static void requireDistinctNames(List<TensorContent> tensors) {
    var taken = new HashSet<>(Set.of(SafetensorsHeader.METADATA));
    for (TensorContent tensor : tensors) {
      if (!taken.add(tensor.name())) {
        throw new IllegalArgumentException(
            "The name " + quote(tensor.name()) + " is reserved or given to two tensors");
      }
    }
  }

  private static byte[] header(Map<String, String> metadata, List<TensorContent> tensors)
      throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      if (!metadata.isEmpty()) {
        json.writeObjectFieldStart(SafetensorsHeader.METADATA);
        for (var entry : new TreeMap<>(metadata).entrySet()) {
          json.writeStringField(entry.getKey(), entry.getValue());
        }
        json.writeEndObject();
      }
      long position = 0;
      for (TensorContent tensor : tensors) {
        writeEntry(json, tensor, position);
        position += tensor.byteSize();
      }
      json.writeEndObject();
    }
    // Spaces up to a multiple of eight, so that the tensors after the header are aligned.
    while (bytes.size() % SafetensorsHeader.LENGTH_BYTES != 0) {
      bytes.write(' ');
    }
    return bytes.toByteArray();
  }

  private static void writeEntry(JsonGenerator json, TensorContent tensor, long begin)
      throws IOException {
    json.writeObjectFieldStart(tensor.name());
    json.writeStringField("dtype", tensor.type().name());
    json.writeArrayFieldStart("shape");
    for (long dimension : tensor.shape()) {
      json.writeNumber(dimension);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("data_offsets");
    json.writeNumber(begin);
    json.writeNumber(begin + tensor.byteSize());
    json.writeEndArray();
    json.writeEndObject();
  }

  private static ByteBuffer lengthPrefix(int length) {
    return ByteBuffer.allocate(SafetensorsHeader.LENGTH_BYTES)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(length)
        .flip();
  }

  private static void write(FileChannel channel, TensorContent tensor) throws IOException {
    var written = new long[1];
    tensor
        .content()
        .writeTo(
            piece -> {
              written[0] += piece.remaining();
              writeFully(channel, piece);
            });
    if (written[0] != tensor.byteSize()) {
      throw new IllegalArgumentException(
          "Tensor %s of type %s and shape %s takes %d bytes, but its content has %d"
              .formatted(
                  quote(tensor.name()),
                  tensor.type(),
                  tensor.shape(),
                  tensor.byteSize(),
                  written[0]));
    }
  }

  /** In parts: Java copies what it writes at once, and keeps the memory that it copied into. */
  private static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
    for (int at = bytes.position(); at < bytes.limit(); at += PART) {
      ByteBuffer part = bytes.slice(at, Math.min(PART, bytes.limit() - at));
      while (part.hasRemaining()) {
        channel.write(part);
      }
    }
  }
}
