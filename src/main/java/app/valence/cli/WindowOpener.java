package app.valence.cli;

import java.nio.file.Path;
import java.util.Optional;

/** Opens the window, which the command line itself does not know. */
public interface WindowOpener {
  /**
   * Opens the window and returns when it is closed.
   *
   * @param workspace the folder of runs and samples; absent for the usual one
   * @param settings the folder of the settings; absent for the usual one
   * @return why no window can be opened here, with the remedy; empty if one was
   */
  Optional<String> open(Optional<Path> workspace, Optional<Path> settings);

  /**
   * Measures how fast the window's charts draw, and prints what it measured.
   *
   * @param seconds how long each of its two phases takes
   * @return why it cannot be measured here, with the remedy; empty if it was
   */
  Optional<String> benchmarkCharts(int seconds);
}
