package app.valence.benchmark;

import app.valence.model.TokenBatch;
import app.valence.training.loop.LabelledBatch;
import java.util.SplittableRandom;

/**
 * Batches of random tokens whose class can be learned: a third of the vocabulary stands for each. A
 * language model is to guess the tokens themselves.
 */
final class SyntheticBatches {
  private final BenchmarkShape shape;
  private final SplittableRandom random;

  SyntheticBatches(BenchmarkShape shape, long seed) {
    this.shape = shape;
    this.random = new SplittableRandom(seed);
  }

  /** The next batch, without padding. */
  LabelledBatch next() {
    int rows = shape.rows();
    int length = shape.length();
    int vocabulary = shape.config().size().vocabulary();
    var ids = new int[rows * length];
    var labels = new long[rows];
    var lengths = new int[rows];
    for (int row = 0; row < rows; row++) {
      labels[row] = random.nextInt(3);
      lengths[row] = length;
      for (int i = 0; i < length; i++) {
        int id = 1000 + random.nextInt(vocabulary - 1003);
        boolean telling = random.nextInt(4) == 0;
        ids[row * length + i] = telling ? id - id % 3 + (int) labels[row] : id;
      }
    }
    var tokens = new TokenBatch(ids, new int[ids.length], lengths, rows, length);
    return shape.isLanguageModel()
        ? LabelledBatch.ofNextTokens(tokens)
        : new LabelledBatch(tokens, labels);
  }
}
