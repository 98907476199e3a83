package app.valence.training.verdict;

/**
 * The best fit of values by ones that never rise, in the sense of least squares, while values are
 * added: pool adjacent violators (Ayer et al., 1955).
 */
final class FallingFit {
  private final double[] levels;
  private final double[] squares;
  private final int[] counts;
  private int blocks;
  private double error;

  FallingFit(int most) {
    levels = new double[most];
    squares = new double[most];
    counts = new int[most];
  }

  void add(double value) {
    double level = value;
    double square = value * value;
    int count = 1;
    while (blocks > 0 && levels[blocks - 1] < level) {
      blocks--;
      error -= error(blocks);
      level = (levels[blocks] * counts[blocks] + level * count) / (counts[blocks] + count);
      count += counts[blocks];
      square += squares[blocks];
    }
    levels[blocks] = level;
    squares[blocks] = square;
    counts[blocks] = count;
    error += error(blocks);
    blocks++;
  }

  private double error(int block) {
    return Math.max(0, squares[block] - counts[block] * levels[block] * levels[block]);
  }

  /** The sum of squared distances between values and fit. */
  double error() {
    return Math.max(0, error);
  }

  double first() {
    return levels[0];
  }

  double last() {
    return levels[blocks - 1];
  }

  /** How many values lie at the last level. */
  int lastCount() {
    return counts[blocks - 1];
  }
}
