package app.valence.training.saving;

import app.valence.files.AtomicFile;
import app.valence.files.FolderTree;
import app.valence.model.checkpoint.CheckpointException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The folder of a run: its checkpoints by step, and where its results go. */
public final class RunFolder {
  private static final Pattern CHECKPOINT = Pattern.compile("checkpoint-(\\d{1,18})");

  /** What a killed program leaves: half a checkpoint, or one that was being deleted. */
  private static final Pattern LEFTOVER = Pattern.compile("\\.(checkpoint|deleted)\\d+");

  /** The window's record of a run, without which a folder is not listed. */
  public static final String RECORD = "valence_run.json";

  /** The folder of the adapter's model as one that needs no base, if that was asked for. */
  public static final String MERGED = "merged";

  /** What a run leaves besides its checkpoints. */
  private static final Set<String> RESULTS =
      Set.of(
          "config.json",
          "model.safetensors",
          "adapter_config.json",
          "adapter_model.safetensors",
          "tokenizer.json",
          "tokenizer_config.json",
          "valence_prompt.json",
          "trainer_state.json",
          "train_results.json",
          "eval_results.json",
          "test_results.json",
          "all_results.json",
          "valence_results.json",
          RECORD);

  private final Path path;

  /** The run folder at {@code path}, which need not exist yet. */
  public RunFolder(Path path) {
    this.path = path;
  }

  /** Where it is. */
  public Path path() {
    return path;
  }

  /** The folder of the checkpoint after a step. */
  public Path checkpoint(long step) {
    return path.resolve(checkpointName(step));
  }

  static String checkpointName(long step) {
    return "checkpoint-" + step;
  }

  /** The checkpoints that are there, by step. */
  public SortedMap<Long, Path> checkpoints() throws IOException {
    SortedMap<Long, Path> found = new TreeMap<>();
    for (Path entry : entries()) {
      Matcher name = CHECKPOINT.matcher(entry.getFileName().toString());
      if (name.matches() && Files.isDirectory(entry)) {
        found.put(Long.parseLong(name.group(1)), entry);
      }
    }
    return found;
  }

  /** The checkpoint of the latest step. */
  public Optional<Path> latestCheckpoint() throws IOException {
    SortedMap<Long, Path> found = checkpoints();
    return found.isEmpty() ? Optional.empty() : Optional.of(checkpoint(found.lastKey()));
  }

  /**
   * The latest checkpoint that a step went on from, so that its loss is known to be finite; if
   * there is none, the one of {@code step} itself.
   */
  public Optional<Path> lastGoodCheckpoint(long step) throws IOException {
    SortedMap<Long, Path> found = checkpoints();
    SortedMap<Long, Path> proven = found.headMap(step);
    return Optional.ofNullable(proven.isEmpty() ? found.get(step) : found.get(proven.lastKey()));
  }

  /** The latest checkpoint in the same folder that is earlier than {@code checkpoint}. */
  static Optional<Path> checkpointBefore(Path checkpoint) throws IOException {
    Matcher name = CHECKPOINT.matcher(String.valueOf(checkpoint.getFileName()));
    if (!name.matches()) {
      return Optional.empty();
    }
    var folder = new RunFolder(checkpoint.resolveSibling(""));
    var earlier = folder.checkpoints().headMap(Long.parseLong(name.group(1)));
    return earlier.isEmpty()
        ? Optional.empty()
        : Optional.of(checkpoint.resolveSibling(checkpointName(earlier.lastKey())));
  }

  /**
   * Checks that {@code checkpoint} is one of this run's, since its best one must be here too.
   *
   * @throws CheckpointException if it lies elsewhere
   */
  public void requireOwn(Path checkpoint) throws IOException {
    Path parent = checkpoint.toAbsolutePath().normalize().getParent();
    if (parent == null || !Files.isDirectory(path) || !Files.isSameFile(parent, path)) {
      throw new CheckpointException(
          checkpoint,
          "it is not in the run's folder " + path,
          "Resume with the folder that holds the checkpoint as the run's folder.");
    }
  }

  /**
   * Checks that a new run does not mix its checkpoints with those of another.
   *
   * @throws CheckpointException if it would
   */
  public void requireNoCheckpoints() throws IOException {
    if (!checkpoints().isEmpty()) {
      throw new CheckpointException(
          path,
          "it holds checkpoints of another run",
          "Resume that run, or choose another folder.");
    }
  }

  /** Whether a run has left a checkpoint, a model or results here. */
  public boolean isUsed() throws IOException {
    return !checkpoints().isEmpty()
        || entries().stream().anyMatch(e -> RESULTS.contains(e.getFileName().toString()));
  }

  /** Deletes the checkpoints of a run that has come to its end; its model and results stay. */
  public void removeCheckpoints() throws IOException {
    clearLeftovers();
    for (Path checkpoint : checkpoints().values()) {
      remove(checkpoint);
    }
  }

  /** Deletes what a run has left here, and nothing else. */
  public void clear() throws IOException {
    removeCheckpoints();
    for (String file : RESULTS) {
      Files.deleteIfExists(path.resolve(file));
    }
    if (Files.isDirectory(path.resolve(MERGED))) {
      FolderTree.delete(path.resolve(MERGED));
    }
  }

  /** Deletes the unfinished folders of a program that was killed. */
  public void clearLeftovers() throws IOException {
    for (Path entry : entries()) {
      if (LEFTOVER.matcher(entry.getFileName().toString()).matches() && Files.isDirectory(entry)) {
        FolderTree.delete(entry);
      }
    }
  }

  /** An empty folder for a checkpoint that is being written, which other users may read in time. */
  Path createUnfinished() throws IOException {
    Files.createDirectories(path);
    // Not Files.createTempDirectory: it hides the folder from all other users for good.
    long number = ThreadLocalRandom.current().nextLong(Long.MAX_VALUE);
    return Files.createDirectory(path.resolve(".checkpoint" + number));
  }

  private List<Path> entries() throws IOException {
    if (!Files.isDirectory(path)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(path)) {
      return entries.toList();
    }
  }

  /**
   * Deletes the checkpoints up to {@code step}, but for the latest {@code kept} of them and the one
   * of {@code bestStep}. Later ones, of a run that was resumed from further back, stay.
   */
  void prune(long step, int kept, long bestStep) throws IOException {
    List<Long> steps = new ArrayList<>(checkpoints().headMap(step + 1).keySet());
    for (long old : steps.subList(0, Math.max(0, steps.size() - kept))) {
      if (old == 0 || old != bestStep) {
        remove(checkpoint(old));
      }
    }
  }

  /** Gives a finished folder its final name, in place of what has that name now. */
  static void publish(Path finished, Path target) throws IOException {
    if (Files.exists(target)) {
      remove(target);
    }
    AtomicFile.move(finished, target);
  }

  /** Renames a folder before it is deleted, so that no half of it keeps its name. */
  private static void remove(Path folder) throws IOException {
    Path doomed = Files.createTempDirectory(folder.toAbsolutePath().getParent(), ".deleted");
    Files.delete(doomed);
    AtomicFile.move(folder, doomed);
    FolderTree.delete(doomed);
  }
}
