package app.valence.model.checkpoint;

import static app.valence.model.checkpoint.CheckpointException.quote;

import com.google.errorprone.annotations.MustBeClosed;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The tensors of a model folder in Hugging Face layout, by name, whether they lie in one file,
 * {@code model.safetensors}, or in several with {@code model.safetensors.index.json}. For one
 * thread at a time.
 */
public final class CheckpointTensors implements AutoCloseable {
  private static final String SINGLE = "model.safetensors";
  private static final Pattern PICKLED = Pattern.compile(".*\\.(bin|pt|pth|ckpt|pkl)");

  private final Path folder;
  private final List<SafetensorsFile> shards = new ArrayList<>();
  private final Map<String, SafetensorsFile> shardOf = new HashMap<>();
  private final SortedMap<String, TensorEntry> entries = new TreeMap<>();

  private CheckpointTensors(Path folder) {
    this.folder = folder;
  }

  /**
   * Opens the weights in {@code folder} and checks that every file, and the index if there is one,
   * holds what it claims.
   *
   * @throws CheckpointException if there are no weights in safetensors form or they are not sound
   * @throws IOException if a file cannot be read
   */
  @MustBeClosed
  public static CheckpointTensors open(Path folder) throws IOException {
    var tensors = new CheckpointTensors(folder);
    try {
      tensors.openAll();
      return tensors;
    } catch (IOException | RuntimeException e) {
      try {
        tensors.close();
      } catch (IOException suppressed) {
        e.addSuppressed(suppressed);
      }
      throw e;
    }
  }

  /**
   * All tensors by name, in the order of their names; begin and end count within each tensor's own
   * file.
   */
  public SortedMap<String, TensorEntry> entries() {
    return Collections.unmodifiableSortedMap(entries);
  }

  /**
   * Puts a whole tensor into {@code target}.
   *
   * @see SafetensorsFile#readFloats(String, FloatBuffer)
   */
  public void readFloats(String name, FloatBuffer target) throws IOException {
    shardOf(name).readFloats(name, target);
  }

  /**
   * Fills {@code target} with the elements of a tensor from {@code first} on.
   *
   * @see SafetensorsFile#readFloats(String, long, FloatBuffer)
   */
  public void readFloats(String name, long first, FloatBuffer target) throws IOException {
    shardOf(name).readFloats(name, first, target);
  }

  /**
   * A whole tensor of whole numbers.
   *
   * @see SafetensorsFile#readLongs(String)
   */
  public long[] readLongs(String name) throws IOException {
    return shardOf(name).readLongs(name);
  }

  /** Closes all files; if several fail, the first failure carries the others. */
  @Override
  public void close() throws IOException {
    IOException failure = null;
    for (SafetensorsFile shard : shards) {
      try {
        shard.close();
      } catch (IOException e) {
        if (failure == null) {
          failure = e;
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  private void openAll() throws IOException {
    Path single = folder.resolve(SINGLE);
    if (Files.exists(single)) {
      add(single);
    } else if (Files.exists(folder.resolve(ShardIndex.NAME))) {
      openShards(ShardIndex.read(folder));
    } else {
      throw noWeights();
    }
  }

  private void openShards(ShardIndex index) throws IOException {
    var opened = new HashMap<String, SafetensorsFile>();
    for (String shard : index.shards()) {
      opened.put(shard, add(index.locate(shard)));
    }
    for (var mapping : index.shardOf().entrySet()) {
      SafetensorsFile promised = opened.get(mapping.getValue());
      if (shardOf.get(mapping.getKey()) != promised) {
        throw new CheckpointException(
            index.file(),
            "it says that %s holds tensor %s, which it does not"
                .formatted(mapping.getValue(), quote(mapping.getKey())),
            "Download all files of the checkpoint again, from one revision.");
      }
    }
  }

  @SuppressWarnings("MustBeClosedChecker") // close() closes every file in the list.
  private SafetensorsFile add(Path file) throws IOException {
    SafetensorsFile shard = SafetensorsFile.open(file);
    shards.add(shard);
    for (TensorEntry entry : shard.entries().values()) {
      SafetensorsFile other = shardOf.put(entry.name(), shard);
      if (other != null) {
        throw new CheckpointException(
            file,
            "it holds tensor %s, and so does %s"
                .formatted(quote(entry.name()), other.path().getFileName()),
            "Download all files of the checkpoint again, from one revision.");
      }
      entries.put(entry.name(), entry);
    }
    return shard;
  }

  private SafetensorsFile shardOf(String name) throws CheckpointException {
    SafetensorsFile shard = shardOf.get(name);
    if (shard == null) {
      throw new CheckpointException(
          folder,
          "the checkpoint holds no tensor " + quote(name),
          "Check that it belongs to this architecture.");
    }
    return shard;
  }

  private CheckpointException noWeights() throws IOException {
    if (!Files.isDirectory(folder)) {
      return new CheckpointException(folder, "it is no folder", "Choose the model's folder.");
    }
    String problem = "it holds neither " + SINGLE + " nor " + ShardIndex.NAME;
    try (var files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> PICKLED.matcher(name).matches())
          .sorted()
          .findFirst()
          .map(pickled -> new CheckpointException(folder, problem, pickledRemedy(pickled)))
          .orElseGet(
              () -> new CheckpointException(folder, problem, "Download the weights into it."));
    }
  }

  private static String pickledRemedy(String file) {
    return file
        + " is a pickle, which could run any program when loaded, so it is never opened. Convert"
        + " the model in Python: AutoModel.from_pretrained(folder).save_pretrained(folder,"
        + " safe_serialization=True), or download a revision with safetensors.";
  }
}
