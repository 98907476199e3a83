package app.valence.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures the window's charts. */
@Command(
    name = "benchmark-charts",
    description = {
      "Draws 15 charts of 100,000 points each in a window, 20 updates a second, and prints frames a",
      "second and processor time, beside plain lines through all points in the same run."
    })
final class BenchmarkChartsCommand implements Callable<Integer> {
  private final WindowOpener opener;
  private final Terminal terminal;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      description = "How long each of the two phases takes (default: ${DEFAULT-VALUE}).",
      defaultValue = "10")
  private int seconds;

  BenchmarkChartsCommand(WindowOpener opener, Terminal terminal) {
    this.opener = opener;
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    OptionRange.require("--seconds", Optional.of(seconds), n -> n >= 1, "at least 1");
    Optional<String> problem = opener.benchmarkCharts(seconds);
    problem.ifPresent(words -> terminal.note("Error: " + words));
    return problem.isPresent() ? ExitCode.FAILED : ExitCode.DONE;
  }
}
