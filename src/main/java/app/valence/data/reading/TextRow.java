package app.valence.data.reading;

import java.util.Optional;

/**
 * A row that can be used.
 *
 * @param line the line on which the row begins, counted from 1
 * @param text the text as the file holds it, never blank
 * @param label the label without the spaces around it, if the row has one
 */
public record TextRow(long line, String text, Optional<String> label) implements Row {}
