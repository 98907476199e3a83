package app.valence.prompting;

/** How the tokens of an answer make up its score. */
public enum Normalisation {
  /** The logarithm of the answer's probability: long answers score low. */
  SUM,
  /** The mean over its tokens, by which answers of different lengths compare. */
  MEAN
}
