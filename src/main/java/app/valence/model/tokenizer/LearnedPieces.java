package app.valence.model.tokenizer;

import java.util.List;

/**
 * What was learnt from words.
 *
 * @param pieces all pieces: the alphabet, then the others in the order of merging
 * @param merges which two pieces were merged, in their order; two merges may give the same piece
 */
record LearnedPieces(List<String> pieces, List<Merge> merges) {
  /** Two pieces that become one. */
  record Merge(String left, String right) {}
}
