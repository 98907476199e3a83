package app.valence.app;

import app.valence.cli.Program;
import app.valence.cli.WindowOpener;
import app.valence.ui.controls.chart.ChartBenchmark;
import app.valence.ui.start.DisplayCheck;
import app.valence.ui.start.WindowOptions;
import app.valence.ui.start.WorkbenchApplication;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The program's entry point; no JavaFX application itself, so that a plain class path starts it.
 */
public final class Launcher {
  private Launcher() {}

  /** Runs the command named by the arguments, or the window, and exits with its code. */
  public static void main(String[] args) {
    System.exit(Program.run(args, new Windows()));
  }

  /** Opens windows where there is a display. */
  private static final class Windows implements WindowOpener {
    @Override
    public Optional<String> open(Optional<Path> workspace, Optional<Path> settings) {
      Optional<String> problem = DisplayCheck.problem();
      if (problem.isEmpty()) {
        WorkbenchApplication.open(new WindowOptions(workspace, settings));
      }
      return problem;
    }

    @Override
    public Optional<String> benchmarkCharts(int seconds) {
      Optional<String> problem = DisplayCheck.problem();
      if (problem.isEmpty()) {
        ChartBenchmark.run(seconds);
      }
      return problem;
    }
  }
}
