package app.valence.data;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says why data cannot be used as it is, where the trouble lies and what to do about it. */
public class DataFormatException extends IOException {
  private final @Nullable ImportOption remedy;

  /** Carries the file, the place in it and the remedy. */
  public DataFormatException(String message) {
    this(message, (ImportOption) null);
  }

  /** Carries the message together with what a parser said. */
  public DataFormatException(String message, Throwable cause) {
    super(message, cause);
    this.remedy = null;
  }

  /** Carries the option that may help, so that a surface can tell what it calls that option. */
  public DataFormatException(String message, @Nullable ImportOption remedy) {
    super(message);
    this.remedy = remedy;
  }

  /** The option that may help, if one may. */
  public Optional<ImportOption> remedy() {
    return Optional.ofNullable(remedy);
  }
}
