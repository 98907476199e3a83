package app.valence.workspace;

import java.io.IOException;
import java.nio.file.Path;

/** A workspace was made by a newer version; nothing in it was touched. */
public final class NewerWorkspaceException extends IOException {
  NewerWorkspaceException(Path folder, int format) {
    super(
        "The workspace "
            + folder
            + " was made by a newer version of Valence (format "
            + format
            + ") and was left as it is. Open it with that version, or choose another workspace.");
  }
}
