package app.valence.ui.data;

/**
 * One example whole, as the inspector shows it.
 *
 * @param label the index of its label, which decides the colour, or -1
 */
public record ExampleDetails(
    String text,
    int label,
    String labelName,
    String split,
    String line,
    String file,
    String words,
    String characters) {}
