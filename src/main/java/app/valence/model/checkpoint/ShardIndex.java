package app.valence.model.checkpoint;

import static app.valence.model.checkpoint.CheckpointException.quote;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The index of a sharded checkpoint, {@code model.safetensors.index.json}: which file holds which
 * tensor. An index is text from a stranger, so the files it names must lie in its own folder.
 *
 * @param file the index itself
 * @param folder where it lies
 * @param shardOf the name of the file that holds a tensor, by the tensor's name
 */
record ShardIndex(Path file, Path folder, Map<String, String> shardOf) {
  static final String NAME = "model.safetensors.index.json";

  private static final long LARGEST_INDEX = 16 << 20;
  private static final int MOST_TENSORS = 500_000;
  private static final int MOST_SHARDS = 1_000;
  private static final Pattern PLAIN_NAME = Pattern.compile("[\\w .+-]{1,200}\\.safetensors");

  /**
   * Reads the index in {@code folder} and checks the names of its files.
   *
   * @throws CheckpointException if it is not a sound index
   */
  static ShardIndex read(Path folder) throws IOException {
    Path file = folder.resolve(NAME);
    if (!Files.isRegularFile(file) || Files.size(file) > LARGEST_INDEX) {
      throw new CheckpointException(
          file, "it is no file of up to 16 MiB", "Download the checkpoint's index again.");
    }
    byte[] bytes = Files.readAllBytes(file);
    Map<String, String> shardOf = StrictJson.read(file, "it", bytes, ShardIndex::weightMap);
    var index = new ShardIndex(file, folder, shardOf);
    index.requireShards();
    return index;
  }

  /** The names of the files, each once. */
  SortedSet<String> shards() {
    return new TreeSet<>(shardOf.values());
  }

  /**
   * Where the file named {@code shard} is.
   *
   * @throws CheckpointException if it is missing or a link that leads out of the folder
   */
  Path locate(String shard) throws IOException {
    Path listed = folder.resolve(shard);
    if (!Files.isRegularFile(listed)) {
      throw new CheckpointException(
          listed,
          "this file is missing, but " + NAME + " names it",
          "Download it into the same folder.");
    }
    Path real = listed.toRealPath();
    if (!real.startsWith(folder.toRealPath()) && !isBlobOfHuggingFaceCache(real)) {
      throw new CheckpointException(
          listed,
          "it is a link to a file outside its folder",
          "An index must not reach files elsewhere: copy the file into the folder.");
    }
    return listed;
  }

  private static Map<String, String> weightMap(StrictJson json) throws IOException {
    Map<String, String> weightMap = Map.of();
    while (json.nextField()) {
      if (json.name().equals("weight_map")) {
        weightMap = json.strings("weight_map", MOST_TENSORS);
      } else {
        json.skip();
      }
    }
    return weightMap;
  }

  private void requireShards() throws CheckpointException {
    int count = shards().size();
    if (count == 0 || count > MOST_SHARDS) {
      throw new CheckpointException(
          file,
          "its weight_map names " + count + " files instead of 1 to 1,000",
          CheckpointException.DAMAGED);
    }
    for (String shard : shards()) {
      if (!PLAIN_NAME.matcher(shard).matches()) {
        throw new CheckpointException(
            file,
            "its weight_map names the file " + quote(shard),
            "An index must not reach files elsewhere or of other kinds, so only plain names that"
                + " end in .safetensors are opened.");
      }
    }
  }

  /** The cache keeps files in {@code blobs}, and in {@code snapshots/REVISION} links to them. */
  private boolean isBlobOfHuggingFaceCache(Path real) throws IOException {
    Path snapshots = folder.toRealPath().getParent();
    return snapshots != null
        && snapshots.endsWith("snapshots")
        && real.startsWith(snapshots.resolveSibling("blobs"));
  }
}
