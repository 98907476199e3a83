package app.valence.model.generation;

/**
 * A text that continues a prompt.
 *
 * @param text without the prompt, in whole characters
 * @param end why it ends
 */
public record GeneratedText(String text, TextGenerator.End end, GenerationSpeed speed) {}
