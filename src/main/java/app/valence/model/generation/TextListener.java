package app.valence.model.generation;

/** Hears a text while it is written, on the thread that writes it. */
@FunctionalInterface
public interface TextListener {
  /**
   * A token was added.
   *
   * @param part what the text grew by; empty while a character is not complete
   */
  void wrote(String part, GenerationSpeed speed);
}
