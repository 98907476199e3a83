package app.valence.ui.dialogs;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Asks for files and folders. */
public interface FileDialogs {
  /**
   * A kind of file.
   *
   * @param description in the window's language
   * @param endings such as {@code csv}
   */
  record Kind(String description, List<String> endings) {
    /** Keeps its own copy. */
    public Kind {
      endings = List.copyOf(endings);
    }
  }

  /** Asks for a file to open; empty if the person thinks better of it. */
  Optional<Path> open(String title, List<Kind> kinds);

  /** Asks for one or more files to open; empty if the person thinks better of it. */
  List<Path> openSeveral(String title, List<Kind> kinds);

  /** Asks for a folder; empty if the person thinks better of it. */
  Optional<Path> folder(String title);

  /** Asks where to save; empty if the person thinks better of it. */
  Optional<Path> save(String title, String suggestedName, Kind kind);
}
