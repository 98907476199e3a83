package app.valence.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/** One command run inside the test, with what it wrote. */
record CliRun(int exitCode, String out, String err) {
  /** What the window's opener answers in these tests. */
  static final String NO_WINDOW = "There is no display here.";

  static final Path SAMPLES = Path.of("samples", "sentiment");

  static CliRun of(Object... args) {
    return withInput("", args);
  }

  static CliRun withInput(String input, Object... args) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var in = new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
    var terminal = new Terminal(in, out, err, StandardCharsets.UTF_8, false);
    int exitCode = Program.run(strings(args), new NoWindow(), terminal);
    return new CliRun(
        exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  static String[] strings(Object... args) {
    var strings = new String[args.length];
    for (int i = 0; i < args.length; i++) {
      strings[i] = args[i].toString();
    }
    return strings;
  }

  static Path sample(String split) {
    return SAMPLES.resolve(split + ".tsv");
  }

  /** Opens nothing, as where there is no display. */
  private static final class NoWindow implements WindowOpener {
    @Override
    public Optional<String> open(Optional<Path> workspace, Optional<Path> settings) {
      return Optional.of(NO_WINDOW);
    }

    @Override
    public Optional<String> benchmarkCharts(int seconds) {
      return Optional.of(NO_WINDOW);
    }
  }
}
