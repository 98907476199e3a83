package app.valence.workspace;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A folder cannot be used as a workspace. */
public final class UnusableWorkspaceException extends IOException {
  UnusableWorkspaceException(Path folder, String reason, @Nullable Throwable cause) {
    super(
        "The workspace "
            + folder
            + " cannot be used. "
            + reason
            + " You can also choose another workspace.",
        cause);
  }
}
