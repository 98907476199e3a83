package app.valence.model;

import java.util.Objects;

/** Where the tokens of rows that hold several texts stand in them, and which others they see. */
final class SegmentLayout {
  private final TokenBatch batch;
  private final int[] segments;
  private final int[] positions;
  private final int past;

  /** The layout of a batch with segments, all of which follow on {@code past} tokens. */
  SegmentLayout(TokenBatch batch, int past) {
    this.batch = batch;
    this.segments = Objects.requireNonNull(batch.segments());
    this.past = past;
    this.positions = new int[segments.length];
    for (int row = 0; row < batch.rows(); row++) {
      place(row * batch.length(), batch.lengths()[row]);
    }
  }

  /** Padding stays at position 0, which every model has. */
  private void place(int offset, int tokens) {
    int shared = 0;
    int own = 0;
    for (int i = offset; i < offset + tokens; i++) {
      own = i > offset && segments[i] == segments[i - 1] ? own + 1 : 0;
      boolean isShared = segments[i] == 0;
      positions[i] = past + (isShared ? shared : shared + own);
      shared += isShared ? 1 : 0;
    }
  }

  /** The position of each token in its text, {@code [rows × length]}. */
  int[] positions() {
    return positions;
  }

  /**
   * What is added to the scores of attention, {@code [rows × length × (past + length)]}.
   *
   * @param seen how many tokens each sees at the most, itself included
   * @param unseen what hides a token
   */
  float[] mask(int seen, float unseen) {
    int length = batch.length();
    int width = past + length;
    var mask = new float[batch.rows() * length * width];
    for (int row = 0; row < batch.rows(); row++) {
      for (int token = 0; token < length; token++) {
        int i = row * length + token;
        for (int other = 0; other < width; other++) {
          mask[i * width + other] = sees(row, token, other, seen) ? 0 : unseen;
        }
      }
    }
    return mask;
  }

  private boolean sees(int row, int token, int column, int seen) {
    int i = row * batch.length() + token;
    if (column < past) {
      return column > positions[i] - seen;
    }
    int j = row * batch.length() + column - past;
    return j <= i
        && (segments[j] == segments[i] || segments[j] == 0)
        && positions[j] > positions[i] - seen;
  }
}
