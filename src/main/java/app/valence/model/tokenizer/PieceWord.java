package app.valence.model.tokenizer;

/** A word as the pieces that it is made of so far, and how often it occurs. */
final class PieceWord {
  private final int[] pieces;
  private final long count;
  private int length;

  PieceWord(int[] pieces, long count) {
    this.pieces = pieces;
    this.count = count;
    this.length = pieces.length;
  }

  /** Hears how the count of a pair changes. */
  @FunctionalInterface
  interface PairChange {
    void accept(int left, int right, long difference);
  }

  int length() {
    return length;
  }

  int piece(int index) {
    return pieces[index];
  }

  /**
   * Replaces each {@code left right} by {@code merged} and tells of its new and lost neighbours.
   */
  void merge(int left, int right, int merged, PairChange change) {
    int kept = 0;
    int next = 0;
    while (next < length) {
      int piece = pieces[next++];
      if (piece == left && next < length && pieces[next] == right) {
        next++;
        piece = merged;
        if (kept > 0) {
          change.accept(pieces[kept - 1], left, -count);
          change.accept(pieces[kept - 1], merged, count);
        }
        if (next < length) {
          change.accept(right, pieces[next], -count);
          change.accept(merged, pieces[next], count);
        }
      }
      pieces[kept++] = piece;
    }
    length = kept;
  }
}
