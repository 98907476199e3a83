package app.valence.cli;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.MaxValuesExceededException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.MutuallyExclusiveArgsException;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;

/** Says shortly what picocli says about a command line, which can be a page. */
final class UsageErrorText {
  private static final String PREFIX = "Error: ";

  private UsageErrorText() {}

  /** What is wrong with {@code args}. */
  static String of(ParameterException failure, String[] args) {
    boolean tooMany =
        failure instanceof MaxValuesExceededException
            || failure instanceof MutuallyExclusiveArgsException
            || failure instanceof OverwrittenOptionException;
    Optional<String> repeated =
        tooMany
            ? repeated(failure.getCommandLine().getCommandSpec(), Arrays.asList(args))
            : Optional.empty();
    return repeated
        .map(option -> option + " was given twice. Give it once.")
        .orElseGet(() -> withoutPrefix(String.valueOf(failure.getMessage())));
  }

  private static Optional<String> repeated(CommandSpec command, List<String> args) {
    Set<OptionSpec> seen = new HashSet<>();
    for (String arg : args) {
      OptionSpec option = command.findOption(arg.split("=", 2)[0]);
      if (arg.startsWith("-") && option != null && !seen.add(option)) {
        return Optional.of(option.longestName());
      }
    }
    return Optional.empty();
  }

  private static String withoutPrefix(String message) {
    return message.startsWith(PREFIX) ? message.substring(PREFIX.length()) : message;
  }
}
