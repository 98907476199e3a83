package app.valence.data.reading;

/** What a row of a file turned out to be. */
public sealed interface Row permits TextRow, RejectedRow {
  /** The line on which the row begins, counted from 1. */
  long line();
}
