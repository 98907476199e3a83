package app.valence.model;

import app.valence.model.checkpoint.CheckpointException;
import app.valence.model.checkpoint.SafetensorsFile;
import app.valence.model.checkpoint.TensorEntry;
import app.valence.model.checkpoint.TensorType;
import app.valence.tensor.Precision;
import app.valence.tensor.Tensor;
import app.valence.tensor.TensorScope;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Reads a model's parameters from the checkpoint in a folder, once everything there is known to fit
 * its configuration.
 */
final class ParameterLoader {
  private static final String MISMATCH =
      "The weights and config.json do not belong together: copy the whole folder again.";
  private static final Set<TensorType> FLOATS =
      Set.of(TensorType.F64, TensorType.F32, TensorType.F16, TensorType.BF16);

  private static final int MOST_ELEMENTS = Integer.MAX_VALUE / Float.BYTES;

  private final Path folder;
  private final ModelConfig config;
  private final ModelHead head;
  private final List<ParameterLayout.Slot> slots;
  private Precision matrices = Precision.FP32;

  /**
   * What was made of a checkpoint.
   *
   * @param drawn names of parameters that were drawn anew
   * @param unused names of tensors that were left out
   */
  record Loaded(ParameterSet parameters, List<String> drawn, List<String> unused) {}

  ParameterLoader(Path folder, ModelConfig config, ModelHead head) {
    this.folder = folder;
    this.config = config;
    this.head = head;
    this.slots = ParameterLayout.of(config, head);
  }

  /**
   * Reads the body and whatever there is of the head, and draws the rest of the head.
   *
   * @param drawAnew which parameters are drawn although the checkpoint may have them
   * @throws CheckpointException if a part of the body is missing, too much, of another shape or not
   *     finite
   */
  Loaded load(TensorScope scope, long seed, Predicate<ParameterLayout.Slot> drawAnew)
      throws IOException {
    try (StoredParameters stored = StoredParameters.open(folder, config, slots)) {
      return load(stored, scope, seed, drawAnew);
    }
  }

  /** Reads the folder's weights alone, whatever adapter may lie beside them. */
  Loaded loadWeights(TensorScope scope, Predicate<ParameterLayout.Slot> drawAnew)
      throws IOException {
    try (StoredParameters stored = StoredParameters.openWeights(folder, config, slots)) {
      return load(stored, scope, 0, drawAnew);
    }
  }

  /** Keeps what is read of matrices in a number format, in which it cannot be trained if BF16. */
  ParameterLoader keepingMatricesIn(Precision format) {
    matrices = format;
    return this;
  }

  /** A classifier's head is trained with every adapter. */
  private boolean isHalf(ParameterLayout.Slot slot) {
    boolean trained = slot.inHead() && head == ModelHead.SEQUENCE_CLASSIFICATION;
    return matrices == Precision.BF16 && slot.shape().length == 2 && !trained;
  }

  private Loaded load(
      StoredParameters stored,
      TensorScope scope,
      long seed,
      Predicate<ParameterLayout.Slot> drawAnew)
      throws IOException {
    requireFit(stored, drawAnew.negate());
    var initializer = new ParameterInitializer(config, seed);
    Map<String, Tensor> parameters = new LinkedHashMap<>();
    List<String> drawn = new ArrayList<>();
    for (var slot : slots) {
      boolean isDrawn = drawAnew.test(slot) || stored.entry(slot).isEmpty();
      boolean half = !isDrawn && isHalf(slot);
      Tensor tensor =
          half ? scope.halfMatrix(slot.shape()[0], slot.shape()[1]) : scope.zeros(slot.shape());
      if (isDrawn) {
        drawn.add(slot.name());
        tensor.set(initializer.draw(slot));
      } else {
        stored.read(slot, tensor::set);
      }
      parameters.put(slot.name(), tensor.requireGradient(!half));
    }
    boolean whole = head == ModelHead.SEQUENCE_CLASSIFICATION || drawn.isEmpty();
    Optional<Path> source = whole && stored.areUnchanged() ? Optional.of(folder) : Optional.empty();
    return new Loaded(new ParameterSet(parameters, Set.of(), source), drawn, stored.ofOtherHeads());
  }

  /** Overwrites all {@code parameters}, of which none may be missing. */
  void restore(ParameterSet parameters) throws IOException {
    try (StoredParameters stored = StoredParameters.openWeights(folder, config, slots)) {
      requireWhole(stored);
      for (var slot : slots) {
        stored.read(slot, parameters.get(slot.name())::set);
      }
    }
  }

  /** Checks that a checkpoint has all parameters, in their shapes. */
  void requireWhole(StoredParameters stored) throws IOException {
    requireAll(stored, slot -> true);
    requireFit(stored, slot -> true);
  }

  private void requireFit(StoredParameters parameters, Predicate<ParameterLayout.Slot> wanted)
      throws IOException {
    requireAll(parameters, slot -> !slot.inHead());
    if (!parameters.unexpected().isEmpty()) {
      throw new CheckpointException(
          folder,
          counted(parameters.unexpected()) + " no place in the model of config.json",
          MISMATCH);
    }
    for (var slot : slots) {
      Optional<TensorEntry> stored = parameters.entry(slot).filter(e -> wanted.test(slot));
      if (stored.isPresent()) {
        requireFloats(slot, stored.get());
      }
    }
  }

  private void requireAll(StoredParameters parameters, Predicate<ParameterLayout.Slot> needed)
      throws IOException {
    List<String> missing = new ArrayList<>();
    for (var slot : slots) {
      if (needed.test(slot) && parameters.entry(slot).isEmpty()) {
        missing.add(slot.name());
      }
    }
    if (!missing.isEmpty()) {
      throw new CheckpointException(
          folder,
          "the model of config.json needs "
              + missing.size()
              + " tensors that the weights lack, first "
              + missing.get(0),
          "The weights and config.json do not belong together, or a shard is missing: copy the whole"
              + " folder again.");
    }
  }

  private static String counted(List<String> names) {
    return names.size() == 1
        ? "the tensor " + names.get(0) + " has"
        : names.size() + " tensors, first " + names.get(0) + ", have";
  }

  private void requireFloats(ParameterLayout.Slot slot, TensorEntry entry)
      throws CheckpointException {
    List<Long> shape = slot.dimensions();
    if (!entry.shape().equals(shape)) {
      throw new CheckpointException(
          folder,
          entry.name() + " has the shape " + entry.shape() + ", and config.json asks for " + shape,
          MISMATCH);
    }
    if (entry.elementCount() > MOST_ELEMENTS) {
      throw new CheckpointException(
          folder,
          entry.name() + " has more than " + MOST_ELEMENTS + " numbers, too many for one table",
          "Choose a smaller model.");
    }
    requireFloatType(folder, entry);
  }

  private static void requireFloatType(Path source, TensorEntry entry) throws CheckpointException {
    if (!FLOATS.contains(entry.type())) {
      throw new CheckpointException(
          source,
          entry.name() + " holds numbers of type " + entry.type() + ", as quantized models do",
          "Choose the model in its original form, in F32, F16 or BF16.");
    }
  }

  /**
   * Reads a tensor of a file.
   *
   * @throws CheckpointException if it holds anything but finite floats
   */
  static FloatBuffer finite(SafetensorsFile file, TensorEntry entry) throws IOException {
    requireFloatType(file.path(), entry);
    FloatBuffer values = room(entry);
    file.readFloats(entry.name(), values);
    return finite(file.path(), entry, values);
  }

  private static FloatBuffer room(TensorEntry entry) {
    return ByteBuffer.allocateDirect(Math.toIntExact(Float.BYTES * entry.elementCount()))
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }

  private static FloatBuffer finite(Path source, TensorEntry entry, FloatBuffer values)
      throws CheckpointException {
    values.rewind();
    for (int i = 0; i < values.limit(); i++) {
      if (!Float.isFinite(values.get(i))) {
        throw notFinite(source, entry, i, values.get(i));
      }
    }
    return values;
  }

  static CheckpointException notFinite(Path source, TensorEntry entry, long index, float value) {
    return new CheckpointException(
        source,
        entry.name() + " holds " + value + " as its element " + index,
        "The model diverged in training or its file is damaged: choose an earlier checkpoint or"
            + " download it again.");
  }
}
