package app.valence.training.saving;

import app.valence.files.AtomicFile;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The folder of a run: its checkpoints by step, and where its results go. */
public final class RunFolder {
  private static final Pattern CHECKPOINT = Pattern.compile("checkpoint-(\\d{1,18})");

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
    return path.resolve("checkpoint-" + step);
  }

  /** The checkpoints that are there, by step. */
  public SortedMap<Long, Path> checkpoints() throws IOException {
    SortedMap<Long, Path> found = new TreeMap<>();
    if (Files.isDirectory(path)) {
      try (Stream<Path> entries = Files.list(path)) {
        for (Path entry : entries.filter(Files::isDirectory).toList()) {
          Matcher name = CHECKPOINT.matcher(entry.getFileName().toString());
          if (name.matches()) {
            found.put(Long.parseLong(name.group(1)), entry);
          }
        }
      }
    }
    return found;
  }

  /** The checkpoint of the latest step. */
  public Optional<Path> latestCheckpoint() throws IOException {
    SortedMap<Long, Path> found = checkpoints();
    return found.isEmpty() ? Optional.empty() : Optional.of(checkpoint(found.lastKey()));
  }

  /** Deletes all but the latest {@code kept} checkpoints and the one of {@code bestStep}. */
  void prune(int kept, long bestStep) throws IOException {
    List<Long> steps = new ArrayList<>(checkpoints().keySet());
    for (long step : steps.subList(0, Math.max(0, steps.size() - kept))) {
      if (step != bestStep) {
        remove(checkpoint(step));
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
    deleteTree(doomed);
  }

  static void deleteTree(Path folder) throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, IOException failure)
              throws IOException {
            if (failure != null) {
              throw failure;
            }
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
