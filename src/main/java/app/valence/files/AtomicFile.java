package app.valence.files;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/**
 * Replaces a file as a whole: the new content goes to a temporary name in the same folder, is
 * synced to the disk and then moved over the target, so a reader sees the old file or the new one
 * and never a part of either.
 */
public final class AtomicFile {
  private static final String TEMPORARY = ".tmp";

  private static final String DISK_FULL = "the disk is full";

  private AtomicFile() {}

  /** Writes the content of a file. */
  @FunctionalInterface
  public interface ChannelWriter {
    /** Writes everything to {@code channel}, which is closed by the caller. */
    void writeTo(FileChannel channel) throws IOException;
  }

  /** Writes the content of a file. */
  @FunctionalInterface
  public interface StreamWriter {
    /** Writes everything to {@code stream}, which is closed by the caller. */
    void writeTo(OutputStream stream) throws IOException;
  }

  /** Replaces {@code target} by {@code text} in UTF-8. */
  public static void writeText(Path target, String text) throws IOException {
    writeStream(target, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Replaces {@code target} by what {@code writer} writes, buffered. */
  public static void writeStream(Path target, StreamWriter writer) throws IOException {
    writeChannel(
        target,
        channel -> {
          // Not closed here: closing would close the channel before it is synced.
          var stream = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
          writer.writeTo(stream);
          stream.flush();
        });
  }

  /**
   * Replaces {@code target} by what {@code writer} writes; missing parent folders are made.
   *
   * @throws FileSystemException if the file cannot be written, naming {@code target}
   * @throws IOException if anything else fails; the old file is then untouched and the temporary
   *     one gone
   */
  public static void writeChannel(Path target, ChannelWriter writer) throws IOException {
    try {
      replace(target, writer);
    } catch (FileSystemException e) {
      throw naming(target, e);
    } catch (IOException e) {
      throw isDiskFull(e)
          ? withCause(new FileSystemException(target.toString(), null, DISK_FULL), e)
          : e;
    }
  }

  private static void replace(Path target, ChannelWriter writer) throws IOException {
    Path absolute = target.toAbsolutePath();
    Files.createDirectories(absolute.getParent());
    // Not Files.createTempFile: it hides the file from all other users, and the move keeps that.
    Path temporary =
        absolute.resolveSibling("." + target.getFileName() + UUID.randomUUID() + TEMPORARY);
    try {
      try (var channel = FileChannel.open(temporary, CREATE_NEW, READ, WRITE)) {
        writer.writeTo(channel);
        channel.force(true);
      }
      move(temporary, target);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /** The same failure of {@code target}, if it is one of the temporary file that nobody knows. */
  private static FileSystemException naming(Path target, FileSystemException failure) {
    String file = String.valueOf(failure.getFile());
    if (!file.endsWith(TEMPORARY)) {
      return failure;
    }
    String name = target.toString();
    String reason = failure.getReason();
    return withCause(
        failure instanceof AccessDeniedException
            ? new AccessDeniedException(name, null, reason)
            : failure instanceof NoSuchFileException
                ? new NoSuchFileException(name, null, reason)
                : new FileSystemException(name, null, reason),
        failure);
  }

  /** The system says so only in words, in a plain exception. */
  private static boolean isDiskFull(IOException failure) {
    String words = String.valueOf(failure.getMessage());
    return words.contains("No space left") || words.contains("not enough space");
  }

  private static FileSystemException withCause(FileSystemException failure, IOException cause) {
    failure.initCause(cause);
    return failure;
  }

  /** Moves a finished file or folder over {@code target}, atomically where the file system can. */
  public static void move(Path finished, Path target) throws IOException {
    try {
      Files.move(finished, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(finished, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
