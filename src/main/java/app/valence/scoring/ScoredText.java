package app.valence.scoring;

/**
 * A text with what a classifier says about it.
 *
 * @param line the line of its file on which the row begins, counted from 1
 * @param label the name of the most probable class, of equals the first
 * @param probabilities one for each class
 */
@SuppressWarnings("ArrayRecordComponent") // Written out at once, never compared.
public record ScoredText(long line, String text, String label, double[] probabilities) {}
