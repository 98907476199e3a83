package app.valence.prompting;

/** A template alone takes more tokens than a prompt may have. */
public final class PromptTooLongException extends IllegalArgumentException {
  PromptTooLongException(int tokens, int length) {
    super(
        ("Template and answer alone take %d tokens, and a prompt may have %d. Raise the maximum"
                + " length, or shorten the template.")
            .formatted(tokens, length));
  }
}
