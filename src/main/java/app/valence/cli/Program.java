package app.valence.cli;

import java.io.IOException;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** The program as a whole: finds the command, runs it and turns its end into an exit code. */
public final class Program {
  /** How the program is started, for messages that can be copied. */
  static final String NAME = "java -jar target/valence.jar";

  private static final String WINDOW = "window";

  /** What is said when no command is named. */
  @Command(
      name = Program.NAME,
      description = "Fine-tunes language models for sentiment analysis on your own machine.",
      synopsisSubcommandLabel = "COMMAND",
      footer = {
        "",
        "Without a command, the window opens.",
        "Say COMMAND --help for its options, with examples."
      })
  private static final class Root {}

  private Program() {}

  /**
   * Runs the command that {@code args} name, or opens the window if they name none, and returns the
   * exit code.
   */
  public static int run(String[] args, WindowOpener opener) {
    return run(args, opener, Terminal.ofProcess());
  }

  static int run(String[] args, WindowOpener opener, Terminal terminal) {
    try {
      CommandLine line = commandLine(terminal, opener);
      return line.execute(
          args.length == 0 ? new String[] {WINDOW} : withRecipe(line, args, terminal));
    } catch (IOException
        | UsageException
        | OutOfMemoryError
        | StackOverflowError
        | LinkageError e) {
      return Failures.report(e, terminal);
    }
  }

  private static String[] withRecipe(CommandLine line, String[] args, Terminal terminal)
      throws IOException {
    return new RecipeArguments(line, trial(terminal)).expand(args);
  }

  /** The command {@code train} alone, to be parsed as often as one likes. */
  static CommandLine trial(Terminal terminal) {
    return withManners(new CommandLine(new TrainCommand(terminal)), terminal);
  }

  static CommandLine commandLine(Terminal terminal, WindowOpener opener) {
    var line = withStandardOptions(new Root());
    for (Object command : commands(terminal, opener)) {
      line.addSubcommand(withStandardOptions(command));
    }
    line.addSubcommand(
        withStandardOptions(new TokenizerCommand())
            .addSubcommand(withStandardOptions(new TokenizerTrainCommand(terminal))));
    return withManners(line, terminal);
  }

  private static CommandLine withManners(CommandLine line, Terminal terminal) {
    return line.setOut(terminal.helpWriter())
        .setErr(terminal.errorWriter())
        .setUsageHelpAutoWidth(true)
        .setUsageHelpWidth(100)
        .setCaseInsensitiveEnumValuesAllowed(true)
        // A token such as @user is no file of arguments.
        .setExpandAtFiles(false)
        .setParameterExceptionHandler((e, args) -> reportUsage(e, args, terminal))
        .setExecutionExceptionHandler((e, failed, result) -> Failures.report(e, terminal));
  }

  /** Every command; one more is one more line. */
  private static List<Object> commands(Terminal terminal, WindowOpener opener) {
    return List.of(
        new WindowCommand(opener, terminal),
        new TrainCommand(terminal),
        new RecipesCommand(terminal),
        new PretrainCommand(terminal),
        new PackCommand(terminal),
        new MergeCommand(terminal),
        new EvaluateCommand(terminal),
        new PredictCommand(terminal),
        new GenerateCommand(terminal),
        new BenchmarkCommand(terminal),
        new BenchmarkChartsCommand(opener, terminal));
  }

  private static CommandLine withStandardOptions(Object command) {
    var line = new CommandLine(command);
    var standard = CommandLine.Model.CommandSpec.forAnnotatedObject(new StandardOptions());
    line.getCommandSpec().addMixin("standard", standard);
    return line;
  }

  private static int reportUsage(ParameterException e, String[] args, Terminal terminal) {
    CommandLine failed = e.getCommandLine();
    terminal.note("Error: " + UsageErrorText.of(e, args));
    CommandLine.UnmatchedArgumentException.printSuggestions(e, failed.getErr());
    if (!failed.getSubcommands().isEmpty()) {
      terminal.note(failed.getUsageMessage());
    }
    terminal.note("Try \"" + failed.getCommandSpec().qualifiedName() + " --help\".");
    return ExitCode.WRONG_USAGE;
  }
}
