package app.valence.tensor;

/** The device that was named is not on this machine; the message says which could be. */
public final class NoSuchDeviceException extends EngineUnavailableException {
  NoSuchDeviceException(String message) {
    super(message);
  }
}
