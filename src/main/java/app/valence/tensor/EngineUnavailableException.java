package app.valence.tensor;

/** The tensor engine cannot be used on this machine; the message says why and what to do. */
public class EngineUnavailableException extends RuntimeException {
  /** Says what is wrong and what to do. */
  public EngineUnavailableException(String message) {
    super(message);
  }

  private EngineUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }

  static EngineUnavailableException because(Throwable cause) {
    return cause instanceof EngineUnavailableException known
        ? known
        : new EngineUnavailableException(
            "The PyTorch engine could not be started: "
                + cause.getMessage()
                + ". Check that this is a 64-bit Linux, macOS (Apple silicon) or Windows, that about"
                + " 1 GB is free in the home folder, and that the program's lib folder is complete.",
            cause);
  }
}
