package app.valence.model;

import app.valence.model.ParameterLayout.Slot;
import app.valence.model.checkpoint.CheckpointException;
import app.valence.model.checkpoint.CheckpointTensors;
import app.valence.model.checkpoint.TensorEntry;
import com.google.errorprone.annotations.MustBeClosed;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A model's parameters as they lie in a folder: in its own weights, or in those of the base of an
 * adapter, which is merged into them while they are read. Read in pieces, so that a large model
 * takes no more memory than it needs.
 */
final class StoredParameters implements AutoCloseable {
  private static final int CHUNK = 1 << 20;

  private final Path folder;
  private final CheckpointTensors tensors;
  private final CheckpointNames names;
  private final @Nullable AdapterOverlay adapter;
  private FloatBuffer room = FloatBuffer.allocate(0);

  /** Takes up a parameter piece by piece. */
  interface Sink {
    /** Takes up elements from {@code first} on; {@code values} is used again afterwards. */
    void put(long first, FloatBuffer values) throws IOException;
  }

  private StoredParameters(
      Path folder,
      CheckpointTensors tensors,
      CheckpointNames names,
      @Nullable AdapterOverlay adapter) {
    this.folder = folder;
    this.tensors = tensors;
    this.names = names;
    this.adapter = adapter;
  }

  /** Those of the model in {@code folder}, which may be an adapter. */
  @MustBeClosed
  static StoredParameters open(Path folder, ModelConfig config, List<Slot> slots)
      throws IOException {
    return AdapterFiles.holdsAdapter(folder)
        ? openMerged(folder, AdapterOrigin.find(folder), config, slots)
        : openWeights(folder, config, slots);
  }

  /** Those in a folder's weights, whatever else lies there. */
  @MustBeClosed
  @SuppressWarnings("MustBeClosedChecker") // The caller closes it.
  static StoredParameters openWeights(Path folder, ModelConfig config, List<Slot> slots)
      throws IOException {
    CheckpointTensors tensors = CheckpointTensors.open(folder);
    var names = new CheckpointNames(config.architecture(), slots, tensors.entries());
    return new StoredParameters(folder, tensors, names, null);
  }

  /** Those of {@code base} with the adapter in {@code folder}. */
  @MustBeClosed
  @SuppressWarnings("MustBeClosedChecker") // The caller closes it.
  static StoredParameters openMerged(Path folder, Path base, ModelConfig config, List<Slot> slots)
      throws IOException {
    CheckpointTensors tensors = CheckpointTensors.open(base);
    try {
      var names = new CheckpointNames(config.architecture(), slots, tensors.entries());
      return new StoredParameters(base, tensors, names, AdapterOverlay.open(folder, config, slots));
    } catch (IOException e) {
      tensors.close();
      throw e;
    }
  }

  /** Whether the model in {@code folder} has a tensor of this name. */
  static boolean has(Path folder, String name) throws IOException {
    boolean adapted = AdapterFiles.holdsAdapter(folder);
    if (adapted) {
      try (AdapterTensors own = AdapterTensors.open(folder)) {
        if (own.names().contains(name)) {
          return true;
        }
      }
    }
    try (CheckpointTensors tensors =
        CheckpointTensors.open(adapted ? AdapterOrigin.find(folder) : folder)) {
      return tensors.entries().containsKey(name);
    }
  }

  /** Whether they are just what a folder's weights are. */
  boolean areUnchanged() {
    return adapter == null;
  }

  /** Where a parameter lies, if it is there. */
  Optional<TensorEntry> entry(Slot slot) throws IOException {
    return replacement(slot).or(() -> names.tensorOf(slot));
  }

  /** Tensors of heads for other purposes. */
  List<String> ofOtherHeads() {
    return names.ofOtherHeads();
  }

  /** Tensors of a body that has more to it than the configuration says. */
  List<String> unexpected() {
    return names.unexpected();
  }

  /**
   * Reads a parameter that is there, of the slot's shape.
   *
   * @throws CheckpointException if it is not finite
   */
  void read(Slot slot, Sink sink) throws IOException {
    Optional<TensorEntry> replacement = replacement(slot);
    TensorEntry entry = replacement.or(() -> names.tensorOf(slot)).orElseThrow();
    long count = entry.elementCount();
    int columns = slot.shape().length == 2 ? Math.toIntExact(slot.shape()[1]) : 1;
    int step = Math.max(columns, CHUNK / columns * columns);
    for (long first = 0; first < count; first += step) {
      FloatBuffer piece = room((int) Math.min(step, count - first));
      if (adapter != null && replacement.isPresent()) {
        adapter.read(slot, first, piece);
      } else {
        tensors.readFloats(entry.name(), first, piece);
      }
      requireFinite(entry, first, piece.rewind());
      if (adapter != null && replacement.isEmpty()) {
        adapter.addTo(slot, Math.toIntExact(first / columns), piece);
      }
      sink.put(first, piece);
    }
  }

  /** Reads a parameter as a whole, in the same manner. */
  FloatBuffer read(Slot slot) throws IOException {
    var values = FloatBuffer.allocate(Math.toIntExact(entry(slot).orElseThrow().elementCount()));
    read(slot, (first, piece) -> values.put((int) first, piece, 0, piece.remaining()));
    return values;
  }

  private Optional<TensorEntry> replacement(Slot slot) throws IOException {
    return adapter == null ? Optional.empty() : adapter.replacement(slot);
  }

  private FloatBuffer room(int elements) {
    if (room.capacity() < elements) {
      room =
          ByteBuffer.allocateDirect(Float.BYTES * Math.max(CHUNK, elements))
              .order(ByteOrder.nativeOrder())
              .asFloatBuffer();
    }
    return room.slice(0, elements);
  }

  private void requireFinite(TensorEntry entry, long first, FloatBuffer values)
      throws CheckpointException {
    for (int i = 0; i < values.limit(); i++) {
      if (!Float.isFinite(values.get(i))) {
        throw ParameterLoader.notFinite(folder, entry, first + i, values.get(i));
      }
    }
  }

  @Override
  public void close() throws IOException {
    try (var weights = tensors;
        var low = adapter) {
      room = FloatBuffer.allocate(0);
    }
  }
}
