package app.valence.workspace;

import app.valence.files.FileFailureText;
import app.valence.samples.BundledSamples;
import com.google.errorprone.annotations.MustBeClosed;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;

/**
 * The folder in which the window keeps its runs, models and samples. It is held while it is open,
 * so that two windows never write into one workspace.
 */
public final class Workspace implements AutoCloseable {
  private static final String RUNS = "runs";
  private static final String MODELS = "models";
  private static final String SAMPLES = "samples";

  private final Path folder;
  private final WorkspaceLock lock;

  private Workspace(Path folder, WorkspaceLock lock) {
    this.folder = folder;
    this.lock = lock;
  }

  /** Where the workspace is unless a person has chosen another place. */
  public static Path usualFolder() {
    return Path.of(System.getProperty("user.home"), "Valence");
  }

  /**
   * Opens the workspace at {@code folder}, which is made if it is missing, and puts the bundled
   * samples there that are missing; files that are there stay as they are.
   *
   * @throws WorkspaceInUseException if another window has it open
   * @throws NewerWorkspaceException if it is a newer version's, of which nothing was touched
   * @throws UnusableWorkspaceException if it cannot be written or is damaged
   */
  @MustBeClosed
  @SuppressWarnings("MustBeClosedChecker") // The lock is the workspace's.
  public static Workspace open(Path folder) throws IOException {
    try {
      new WorkspaceFile(folder).check();
      Files.createDirectories(folder);
      Path real = folder.toRealPath();
      WorkspaceLock lock = WorkspaceLock.take(real);
      boolean opened = false;
      try {
        prepare(real);
        opened = true;
        return new Workspace(real, lock);
      } finally {
        if (!opened) {
          lock.close();
        }
      }
    } catch (FileSystemException e) {
      throw new UnusableWorkspaceException(folder, FileFailureText.of(e), e);
    }
  }

  private static void prepare(Path folder) throws IOException {
    var file = new WorkspaceFile(folder);
    // Checked again: another window may have changed it before this one had the lock.
    if (!file.check()) {
      file.write();
    }
    Files.createDirectories(folder.resolve(RUNS));
    Files.createDirectories(folder.resolve(MODELS));
    BundledSamples.copyMissing(folder.resolve(SAMPLES));
  }

  /** The workspace's folder. */
  public Path folder() {
    return folder;
  }

  /** The folder with a folder for each run. */
  public Path runs() {
    return folder.resolve(RUNS);
  }

  /** The folder with a folder for each model that was adapted here. */
  public Path models() {
    return folder.resolve(MODELS);
  }

  /** The folder of the bundled samples, such as {@code sentiment/train.tsv} in it. */
  public Path samples() {
    return folder.resolve(SAMPLES);
  }

  /**
   * Makes a fresh folder for a run, named by the time and by {@code name} in plain letters.
   *
   * @throws UnusableWorkspaceException if the folder cannot be made
   */
  public Path newRunFolder(String name) throws IOException {
    return newRunFolder(name, now());
  }

  Path newRunFolder(String name, LocalDateTime when) throws IOException {
    return fresh(runs(), RunFolderName.of(when, name));
  }

  /**
   * Makes a fresh folder for a model, named as those of runs.
   *
   * @throws UnusableWorkspaceException if the folder cannot be made
   */
  public Path newModelFolder(String name) throws IOException {
    return fresh(models(), RunFolderName.of(now(), name));
  }

  private static LocalDateTime now() {
    return LocalDateTime.now(ZoneId.systemDefault());
  }

  private Path fresh(Path parent, String first) throws IOException {
    try {
      Files.createDirectories(parent);
      for (int number = 1; ; number++) {
        Path fresh = parent.resolve(number == 1 ? first : first + "-" + number);
        try {
          return Files.createDirectory(fresh);
        } catch (FileAlreadyExistsException e) {
          // Another one of this second has the name: the next number may be free.
        }
      }
    } catch (FileSystemException e) {
      throw new UnusableWorkspaceException(folder, FileFailureText.of(e), e);
    }
  }

  /** Lets another window open the workspace. */
  @Override
  public void close() throws IOException {
    lock.close();
  }
}
