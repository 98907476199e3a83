package app.valence.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** What every command has: {@code --help}, {@code --version} and the meaning of exit codes. */
@Command(
    mixinStandardHelpOptions = true,
    versionProvider = StandardOptions.Version.class,
    sortOptions = false,
    usageHelpAutoWidth = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "  0:done",
      "  1:unexpected error",
      "  2:wrong usage",
      "  3:unusable input: data or checkpoint",
      "  4:training diverged",
      "130:interrupted (Ctrl-C)",
      "141:the reader of the standard output has gone, such as head",
      "143:terminated (SIGTERM)"
    })
final class StandardOptions {
  /** Reads the version from the jar. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = StandardOptions.class.getPackage().getImplementationVersion();
      return new String[] {"Valence " + (version == null ? "(not packaged)" : version)};
    }
  }
}
