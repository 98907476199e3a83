package app.valence.scoring;

import java.io.IOException;

/** Writes scored texts one by one. */
interface ScoreWriter {
  /** Decimals of a probability: more than 32-bit arithmetic is good for. */
  double SCALE = 1e9;

  /** Writes one text. */
  void write(ScoredText scored) throws IOException;

  /** Hands everything written so far to the stream below. */
  void flush() throws IOException;

  /** A probability without the digits that mean nothing. */
  static double rounded(double probability) {
    return Math.rint(probability * SCALE) / SCALE;
  }
}
