package app.valence.ui.testing;

import java.util.Optional;

/**
 * A sentence to try.
 *
 * @param label the name of its true class, where it is known
 * @param origin where it comes from, in the window's language; may be empty
 */
public record Sample(String text, Optional<String> label, String origin) {
  /** A sentence somebody typed. */
  public static Sample typed(String text) {
    return new Sample(text, Optional.empty(), "");
  }
}
