package app.valence.cli;

/** A command line that does not make sense; the message says why and what would. */
final class UsageException extends RuntimeException {
  UsageException(String message) {
    super(message);
  }
}
