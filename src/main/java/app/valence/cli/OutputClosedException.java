package app.valence.cli;

import java.io.IOException;

/** The program that read the standard output has gone, which is its right. */
final class OutputClosedException extends IOException {
  OutputClosedException(IOException cause) {
    super("The reader of the standard output has gone.", cause);
  }
}
