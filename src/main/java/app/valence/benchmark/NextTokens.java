package app.valence.benchmark;

import app.valence.model.TokenBatch;
import app.valence.training.loop.LabelledBatch;
import java.util.Arrays;

/** What a language model is to guess: every token of a text but its first, from those before it. */
final class NextTokens {
  private NextTokens() {}

  /** The same texts, scored where another token follows. */
  static LabelledBatch of(TokenBatch tokens) {
    var positions = new long[tokens.ids().length];
    var labels = new long[tokens.ids().length];
    int count = 0;
    for (int row = 0; row < tokens.rows(); row++) {
      int start = row * tokens.length();
      for (int i = start; i < start + tokens.lengths()[row] - 1; i++) {
        positions[count] = i;
        labels[count++] = tokens.ids()[i + 1];
      }
    }
    return new LabelledBatch(tokens, Arrays.copyOf(labels, count), Arrays.copyOf(positions, count));
  }
}
