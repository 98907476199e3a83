package app.valence.model;

import app.valence.model.ParameterLayout.Slot;
import app.valence.model.checkpoint.TensorEntry;
import com.google.errorprone.annotations.MustBeClosed;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An adapter that is merged into the parameters of its base while these are read. */
final class AdapterOverlay implements AutoCloseable {
  private final ModelConfig config;
  private final LoraSettings settings;
  private final AdapterTensors tensors;
  private @Nullable Correction latest;

  /**
   * What is added to a matrix: {@code left [rows, rank] · right [rank, columns]}.
   *
   * @param parameter the matrix
   * @param right its rows
   */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  private record Correction(String parameter, float[][] left, float[][] right) {}

  private AdapterOverlay(ModelConfig config, LoraSettings settings, AdapterTensors tensors) {
    this.config = config;
    this.settings = settings;
    this.tensors = tensors;
  }

  /**
   * The adapter in {@code folder}, whose parts must fit the model; those of another head are left
   * out.
   */
  @MustBeClosed
  @SuppressWarnings("MustBeClosedChecker") // The tensors are handed over, or closed.
  static AdapterOverlay open(Path folder, ModelConfig config, List<Slot> slots) throws IOException {
    LoraSettings settings = AdapterConfigFile.read(folder);
    AdapterTensors tensors = AdapterTensors.open(folder);
    try {
      var overlay = new AdapterOverlay(config, settings, tensors);
      overlay.requireFits(slots);
      return overlay;
    } catch (IOException e) {
      tensors.close();
      throw e;
    }
  }

  private void requireFits(List<Slot> slots) throws IOException {
    Map<String, Slot> byName =
        slots.stream().collect(Collectors.toMap(Slot::name, Function.identity()));
    String body = config.architecture().prefix() + ".";
    for (String name : tensors.names()) {
      boolean lowRank = Adapter.isLowRank(name);
      String parameter = lowRank ? Adapter.layerOf(name) + ".weight" : name;
      Slot slot = byName.get(parameter);
      if (slot == null && !parameter.startsWith(body)) {
        continue;
      }
      if (lowRank) {
        tensors.requireLowRank(Adapter.layerOf(name), size(slot));
      } else {
        tensors.requireShape(
            name, slot == null ? Optional.empty() : Optional.of(slot.dimensions()));
      }
    }
  }

  private Optional<LinearSize> size(@Nullable Slot slot) {
    if (slot == null || slot.shape().length != 2 || ParameterSet.isEmbedding(slot.name())) {
      return Optional.empty();
    }
    return Optional.of(LinearSize.of(config, layer(slot), slot.shape()));
  }

  private static String layer(Slot slot) {
    return slot.name().substring(0, slot.name().length() - ".weight".length());
  }

  /** What takes the place of a parameter of the base, if anything does. */
  Optional<TensorEntry> replacement(Slot slot) throws IOException {
    return tensors.names().contains(slot.name())
        ? Optional.of(tensors.entry(slot.name()))
        : Optional.empty();
  }

  /** Reads what takes the place of a parameter. */
  void read(Slot slot, long first, FloatBuffer target) throws IOException {
    tensors.read(slot.name(), first, target);
  }

  /**
   * Adds the adapter's part to rows of a parameter, if it is adapted.
   *
   * @param rows whole rows, from {@code firstRow} on
   */
  void addTo(Slot slot, int firstRow, FloatBuffer rows) throws IOException {
    if (!slot.name().endsWith(".weight") || !tensors.names().contains(Adapter.down(layer(slot)))) {
      return;
    }
    Correction correction = correction(slot);
    int columns = Math.toIntExact(slot.shape()[1]);
    var row = new float[columns];
    for (int i = 0; i < rows.remaining() / columns; i++) {
      int at = rows.position() + i * columns;
      rows.get(at, row);
      float[] factors = correction.left[firstRow + i];
      for (int r = 0; r < factors.length; r++) {
        add(factors[r], correction.right[r], row);
      }
      rows.put(at, row);
    }
  }

  private static void add(float factor, float[] terms, float[] sums) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += factor * terms[i];
    }
  }

  private Correction correction(Slot slot) throws IOException {
    Correction last = latest;
    if (last == null || !last.parameter.equals(slot.name())) {
      last = read(slot);
      latest = last;
    }
    return last;
  }

  private Correction read(Slot slot) throws IOException {
    String layer = layer(slot);
    float[][] down = matrix(Adapter.down(layer));
    float[][] up = matrix(Adapter.up(layer));
    float scale = (float) settings.scale(layer, down.length);
    for (float[] row : down) {
      for (int i = 0; i < row.length; i++) {
        row[i] *= scale;
      }
    }
    return Linears.inputsFirst(config, layer)
        ? new Correction(slot.name(), transposed(down), transposed(up))
        : new Correction(slot.name(), up, down);
  }

  private float[][] matrix(String name) throws IOException {
    FloatBuffer values = tensors.floats(name);
    long[] shape = tensors.shape(name);
    var rows = new float[Math.toIntExact(shape[0])][Math.toIntExact(shape[1])];
    for (float[] row : rows) {
      values.get(row);
    }
    return rows;
  }

  private static float[][] transposed(float[][] matrix) {
    var other = new float[matrix[0].length][matrix.length];
    for (int row = 0; row < matrix.length; row++) {
      for (int column = 0; column < other.length; column++) {
        other[column][row] = matrix[row][column];
      }
    }
    return other;
  }

  @Override
  public void close() throws IOException {
    tensors.close();
  }
}
