package app.valence.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Opens the window; the same happens when no command is named. */
@Command(
    name = "window",
    description = "Opens the window, as the program does when no command is named.")
final class WindowCommand implements Callable<Integer> {
  private final WindowOpener opener;
  private final Terminal terminal;

  @Option(
      names = "--workspace",
      paramLabel = "DIR",
      description =
          "Folder of runs and samples (default: the one in the settings, else ~/Valence).")
  private Optional<Path> workspace = Optional.empty();

  @Option(
      names = "--settings",
      paramLabel = "DIR",
      description = "Folder of the settings (default: the user's configuration folder).")
  private Optional<Path> settings = Optional.empty();

  WindowCommand(WindowOpener opener, Terminal terminal) {
    this.opener = opener;
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Optional<String> problem = opener.open(workspace, settings);
    problem.ifPresent(words -> terminal.note("Error: " + words));
    return problem.isPresent() ? ExitCode.FAILED : ExitCode.DONE;
  }
}
