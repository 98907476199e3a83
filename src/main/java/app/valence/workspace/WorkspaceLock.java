package app.valence.workspace;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import com.google.errorprone.annotations.MustBeClosed;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Holds a workspace for one window; the system lets go of it when the program dies. */
final class WorkspaceLock implements AutoCloseable {
  private static final String NAME = "workspace.lock";

  /**
   * What this process holds. Asked before the file is opened, because on Linux and macOS closing
   * any channel of a file gives up all locks that the process has on it.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path folder;
  private final FileChannel channel;

  private WorkspaceLock(Path folder, FileChannel channel) {
    this.folder = folder;
    this.channel = channel;
  }

  /**
   * Takes the lock.
   *
   * @param folder an existing folder, as {@link Path#toRealPath} gives it
   * @throws WorkspaceInUseException if it is taken
   */
  @MustBeClosed
  static WorkspaceLock take(Path folder) throws IOException {
    if (!HELD.add(folder)) {
      throw new WorkspaceInUseException(folder);
    }
    boolean taken = false;
    try {
      FileChannel channel = FileChannel.open(folder.resolve(NAME), CREATE, WRITE);
      try {
        taken = isLocked(channel, folder);
        if (!taken) {
          throw new WorkspaceInUseException(folder);
        }
        return new WorkspaceLock(folder, channel);
      } finally {
        if (!taken) {
          channel.close();
        }
      }
    } finally {
      if (!taken) {
        HELD.remove(folder);
      }
    }
  }

  private static boolean isLocked(FileChannel channel, Path folder) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    } catch (IOException e) {
      throw new UnusableWorkspaceException(
          folder,
          "It cannot be held for one window, as on some network drives (" + e.getMessage() + ").",
          e);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
    HELD.remove(folder);
  }
}
