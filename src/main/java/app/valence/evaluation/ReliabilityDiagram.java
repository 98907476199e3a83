package app.valence.evaluation;

import java.util.List;
import java.util.stream.IntStream;

/**
 * How the confidence of predictions compares with how often they are right, in bins of equal width
 * over the probability of the predicted class (Guo et al. 2017).
 */
public record ReliabilityDiagram(List<Bin> bins) {
  /** The number of bins that reports use. */
  public static final int DEFAULT_BINS = 15;

  /**
   * The predictions whose confidence lies in {@code (low, high]}.
   *
   * @param meanConfidence NaN where the bin is empty
   * @param accuracy the share of right predictions; NaN where the bin is empty
   */
  public record Bin(double low, double high, int count, double meanConfidence, double accuracy) {
    /** How far confidence and accuracy are apart; 0 where the bin is empty. */
    public double gap() {
      return count == 0 ? 0 : Math.abs(accuracy - meanConfidence);
    }
  }

  public ReliabilityDiagram {
    bins = List.copyOf(bins);
  }

  /** The diagram in {@link #DEFAULT_BINS} bins. */
  public static ReliabilityDiagram of(Predictions predictions) {
    return of(predictions, DEFAULT_BINS);
  }

  /** The diagram in {@code binCount} bins, at least 1. */
  public static ReliabilityDiagram of(Predictions predictions, int binCount) {
    if (binCount < 1) {
      throw new IllegalArgumentException(
          "A reliability diagram needs at least 1 bin, got %d.".formatted(binCount));
    }
    int[] counts = new int[binCount];
    int[] correct = new int[binCount];
    double[] confidence = new double[binCount];
    for (int example = 0; example < predictions.size(); example++) {
      int bin = binOf(predictions.confidence(example), binCount);
      counts[bin]++;
      confidence[bin] += predictions.confidence(example);
      correct[bin] += predictions.isCorrect(example) ? 1 : 0;
    }
    return new ReliabilityDiagram(
        IntStream.range(0, binCount)
            .mapToObj(
                bin ->
                    new Bin(
                        edge(bin, binCount),
                        edge(bin + 1, binCount),
                        counts[bin],
                        confidence[bin] / counts[bin],
                        (double) correct[bin] / counts[bin]))
            .toList());
  }

  /** The number of predictions. */
  public int total() {
    return bins.stream().mapToInt(Bin::count).sum();
  }

  /** The expected calibration error: the mean gap, weighted by count. NaN without predictions. */
  public double expectedCalibrationError() {
    return bins.stream().mapToDouble(bin -> bin.gap() * bin.count()).sum() / total();
  }

  /** The maximum calibration error: the widest gap of a bin. NaN without predictions. */
  public double maximumCalibrationError() {
    double widest = bins.stream().mapToDouble(Bin::gap).max().orElse(0);
    return total() == 0 ? Double.NaN : widest;
  }

  private static int binOf(double confidence, int binCount) {
    // A sum may exceed 1 by the tolerance for rounding, and so may a confidence.
    int bin = Math.min((int) (confidence * binCount), binCount - 1);
    // A bin excludes its lower edge; compared, because the product above is rounded.
    if (bin > 0 && confidence <= edge(bin, binCount)) {
      return bin - 1;
    }
    return bin < binCount - 1 && confidence > edge(bin + 1, binCount) ? bin + 1 : bin;
  }

  private static double edge(int index, int binCount) {
    return (double) index / binCount;
  }
}
