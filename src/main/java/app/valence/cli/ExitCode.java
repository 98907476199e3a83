package app.valence.cli;

/** What the program's exit code means. */
final class ExitCode {
  /** Everything was done. */
  static final int DONE = 0;

  /** Something went wrong that the user could not have known. */
  static final int FAILED = 1;

  /** The command line does not make sense. */
  static final int WRONG_USAGE = 2;

  /** A data file or a checkpoint cannot be used. */
  static final int UNUSABLE_INPUT = 3;

  /** The loss was no longer a number. */
  static final int DIVERGED = 4;

  /** Ctrl-C: 128 and the number of the signal, as shells have it. */
  static final int INTERRUPTED = 130;

  /** The reader of the standard output has gone: 128 and the number of the signal "broken pipe". */
  static final int OUTPUT_CLOSED = 141;

  private ExitCode() {}
}
