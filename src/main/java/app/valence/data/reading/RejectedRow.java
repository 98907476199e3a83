package app.valence.data.reading;

/**
 * A row that cannot be used.
 *
 * @param line the line on which the row begins, counted from 1
 * @param reason why, in words for the user
 */
public record RejectedRow(long line, String reason) implements Row {}
