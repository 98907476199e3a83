package app.valence.workspace;

import java.io.IOException;
import java.nio.file.Path;

/** A workspace is open in another window already. */
public final class WorkspaceInUseException extends IOException {
  WorkspaceInUseException(Path folder) {
    super(
        "The workspace "
            + folder
            + " is open in another Valence window. Go on there or close it, or open another"
            + " workspace.");
  }
}
