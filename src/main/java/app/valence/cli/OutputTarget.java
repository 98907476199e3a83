package app.valence.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an option says to write to, checked before the work that would be lost.
 *
 * @param option the option, for messages
 */
record OutputTarget(String option, Path path) {
  /** The target that {@code name} stands for. */
  static OutputTarget of(String option, String name) {
    try {
      return new OutputTarget(option, Path.of(name));
    } catch (InvalidPathException e) {
      throw new UsageException("%s %s is no path: %s.".formatted(option, name, e.getReason()));
    }
  }

  /**
   * Checks that a file can be written here, in place of one that may be here.
   *
   * @throws UsageException if not
   */
  void requireFile() {
    if (Files.isDirectory(path)) {
      throw new UsageException(
          "%s %s is a folder. Name a file, such as %s."
              .formatted(option, path, path.resolve("result")));
    }
    if (Files.exists(path) && !Files.isRegularFile(path)) {
      throw new UsageException(
          "%s %s is a device, and no file that can be replaced. Name a file."
              .formatted(option, path));
    }
    Path parent = path.toAbsolutePath().getParent();
    if (parent != null) {
      requireWritable(parent);
    }
  }

  /**
   * Checks that files can be written into this folder, which need not exist yet.
   *
   * @throws UsageException if not
   */
  void requireFolder() {
    if (Files.exists(path) && !Files.isDirectory(path)) {
      throw new UsageException(
          "%s %s is a file, and must be a folder. Name another path.".formatted(option, path));
    }
    requireWritable(path.toAbsolutePath());
  }

  /** Tries it, since permissions alone do not tell, and takes away what the trial has made. */
  private void requireWritable(Path folder) {
    Deque<Path> made = new ArrayDeque<>();
    try {
      try {
        make(folder, made);
        Path trial = folder.resolve(".trial" + UUID.randomUUID());
        made.push(trial);
        Files.createFile(trial);
      } finally {
        for (Path each : made) {
          Files.deleteIfExists(each);
        }
      }
    } catch (IOException e) {
      throw new UsageException(
          "%s %s cannot be written: %s cannot be made or written. Name a path in a folder that you may write to."
              .formatted(option, path, folder));
    }
  }

  private static void make(@Nullable Path folder, Deque<Path> made) throws IOException {
    if (folder != null && !Files.isDirectory(folder)) {
      make(folder.getParent(), made);
      Files.createDirectory(folder);
      made.push(folder);
    }
  }
}
