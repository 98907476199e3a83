package app.valence.files;

import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Locale;

/** Says what failed about a file: the exceptions of Java often hold a bare path. */
public final class FileFailureText {
  private FileFailureText() {}

  /** One or two sentences with the file and the remedy. */
  public static String of(FileSystemException failure) {
    String file = String.valueOf(failure.getFile());
    if (failure instanceof NoSuchFileException) {
      return file + " does not exist. Check the path.";
    } else if (failure instanceof AccessDeniedException) {
      return file + " may not be read or written. Check its permissions.";
    } else if (failure instanceof FileAlreadyExistsException) {
      return file + " is in the way: it exists already. Name another path.";
    } else if (failure instanceof DirectoryNotEmptyException) {
      return file + " is a folder with something in it. Name another path.";
    } else if (failure instanceof NotDirectoryException) {
      return file + " is no folder. Name another path.";
    }
    return other(file, failure.getReason() == null ? "" : failure.getReason());
  }

  private static String other(String file, String reason) {
    String words = reason.toLowerCase(Locale.ROOT);
    if (words.contains("no space left") || words.contains("disk is full")) {
      return file + " cannot be written: the disk is full. Make room, or name another path.";
    } else if (words.contains("read-only")) {
      return file + " cannot be written: the disk is read-only. Name another path.";
    }
    return file
        + " cannot be read or written"
        + (reason.isEmpty() ? "" : " (" + reason + ")")
        + ". Check the path, its permissions and the free space.";
  }
}
