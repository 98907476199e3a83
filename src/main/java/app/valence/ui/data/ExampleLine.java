package app.valence.ui.data;

/**
 * One example as the table shows it.
 *
 * @param label the index of its label, which decides the colour, or -1
 */
public record ExampleLine(
    String line, String split, int label, String labelName, String text, String words) {}
