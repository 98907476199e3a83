package app.valence.model;

import app.valence.model.checkpoint.CheckpointException;
import app.valence.model.checkpoint.SafetensorsFile;
import app.valence.model.checkpoint.TensorEntry;
import com.google.errorprone.annotations.MustBeClosed;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The tensors of an adapter's file, by the names that the model has for them. */
final class AdapterTensors implements AutoCloseable {
  static final String NAME = "adapter_model.safetensors";

  /** What PEFT puts before the names that the base model gives its parameters. */
  static final String PREFIX = "base_model.model.";

  private static final String MISMATCH = "Choose the model that the adapter was trained on.";

  private final SafetensorsFile file;
  private final Map<String, TensorEntry> entries = new LinkedHashMap<>();

  private AdapterTensors(SafetensorsFile file) throws CheckpointException {
    this.file = file;
    for (TensorEntry entry : file.entries().values()) {
      if (!entry.name().startsWith(PREFIX)) {
        throw wrong(
            "it is no adapter of PEFT: " + entry.name() + " does not start with " + PREFIX,
            "Choose an adapter that PEFT saved.");
      }
      String name = entry.name().substring(PREFIX.length());
      entries.put(name.replace(".modules_to_save.", "."), entry);
    }
    if (entries.isEmpty()) {
      throw wrong("it is empty", "Choose another adapter.");
    }
  }

  @MustBeClosed
  @SuppressWarnings("MustBeClosedChecker") // The file is handed over, or closed.
  static AdapterTensors open(Path folder) throws IOException {
    Path path = folder.resolve(NAME);
    if (!Files.isRegularFile(path)) {
      throw new CheckpointException(
          folder,
          "there is no " + NAME,
          "Copy it from where the adapter comes from; an adapter_model.bin must be saved again in"
              + " the safetensors format.");
    }
    SafetensorsFile file = SafetensorsFile.open(path);
    try {
      return new AdapterTensors(file);
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  Collection<String> names() {
    return entries.keySet();
  }

  /** Fills {@code target} with elements of a tensor, from {@code first} on. */
  void read(String name, long first, FloatBuffer target) throws IOException {
    file.readFloats(entry(name).name(), first, target);
  }

  /** The values of a tensor, which must be finite. */
  FloatBuffer floats(String name) throws IOException {
    return ParameterLoader.finite(file, entry(name));
  }

  long[] shape(String name) throws CheckpointException {
    return entry(name).shape().stream().mapToLong(Long::longValue).toArray();
  }

  TensorEntry entry(String name) throws CheckpointException {
    TensorEntry entry = entries.get(name);
    if (entry == null) {
      throw wrong("it lacks " + name, "Copy the adapter again from where it comes from.");
    }
    return entry;
  }

  /** Checks the two matrices beside a layer of a model; it is of no size if there is none. */
  void requireLowRank(String layer, Optional<LinearSize> linear) throws CheckpointException {
    if (linear.isEmpty()) {
      throw wrong("it adapts " + layer + ", which is no linear layer of the model", MISMATCH);
    }
    LinearSize size = linear.get();
    List<Long> down = entry(Adapter.down(layer)).shape();
    List<Long> up = entry(Adapter.up(layer)).shape();
    boolean fits =
        down.size() == 2
            && down.get(0) > 0
            && down.get(1) == size.in()
            && up.equals(List.of((long) size.out(), down.get(0)));
    if (!fits) {
      throw wrong(
          "its matrices %s and %s do not fit %s, which is %d wide and gives %d"
              .formatted(down, up, layer, size.in(), size.out()),
          MISMATCH);
    }
  }

  /** Checks what takes the place of a parameter; it has no shape if the model has none. */
  void requireShape(String name, Optional<List<Long>> wanted) throws CheckpointException {
    if (wanted.isEmpty()) {
      throw wrong("it holds " + name + ", which is no parameter of the model", MISMATCH);
    }
    List<Long> found = entry(name).shape();
    if (!found.equals(wanted.get())) {
      throw wrong(
          "%s has the shape %s, and the model has %s".formatted(name, found, wanted.get()),
          MISMATCH);
    }
  }

  private CheckpointException wrong(String problem, String remedy) {
    return new CheckpointException(file.path(), problem, remedy);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
