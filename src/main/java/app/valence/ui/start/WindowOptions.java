package app.valence.ui.start;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the window is started.
 *
 * @param workspace the folder of runs and samples; absent for the one in the settings
 * @param settings the folder of the settings; absent for the user's own
 */
public record WindowOptions(Optional<Path> workspace, Optional<Path> settings) {
  /** Everything as the user has set it. */
  public static final WindowOptions USUAL = new WindowOptions(Optional.empty(), Optional.empty());

  /** As arguments that JavaFX hands to its application. */
  String[] toArguments() {
    List<String> arguments = new ArrayList<>();
    workspace.ifPresent(folder -> arguments.add("--workspace=" + folder));
    settings.ifPresent(folder -> arguments.add("--settings=" + folder));
    return arguments.toArray(String[]::new);
  }

  /** What {@link #toArguments} wrote. */
  static WindowOptions of(Map<String, String> named) {
    return new WindowOptions(path(named, "workspace"), path(named, "settings"));
  }

  private static Optional<Path> path(Map<String, String> named, String name) {
    return Optional.ofNullable(named.get(name)).map(Path::of);
  }
}
