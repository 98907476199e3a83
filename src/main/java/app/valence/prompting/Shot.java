package app.valence.prompting;

/**
 * A demonstration: a text with the right answer.
 *
 * @param answer the word for its class
 */
public record Shot(String text, String answer) {}
