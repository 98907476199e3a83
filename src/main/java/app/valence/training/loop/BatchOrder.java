package app.valence.training.loop;

import app.valence.training.BatchSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The batches of an epoch. They follow from the seed and the epoch alone, so a resumed run finds
 * its place by counting. With bucketing, examples are shuffled, cut into stretches of many batches,
 * sorted by length within a stretch, and the resulting batches are shuffled again: little padding,
 * and still no order.
 */
public final class BatchOrder {
  /** Batches in a stretch, as in Hugging Face's length-grouped sampler. */
  private static final int STRETCH = 50;

  private final int[] lengths;
  private final BatchSettings settings;
  private final long mixedSeed;

  /**
   * The order of some examples.
   *
   * @param lengths tokens of each
   */
  public BatchOrder(int[] lengths, BatchSettings settings, long seed) {
    this.lengths = lengths;
    this.settings = settings;
    this.mixedSeed = new SplittableRandom(seed).nextLong();
  }

  /** Batches in an epoch; the last may be smaller. */
  int batchesPerEpoch() {
    return ceilDivide(lengths.length, settings.batchSize());
  }

  /** Optimizer steps in an epoch; the last may have fewer batches. */
  public int stepsPerEpoch() {
    return ceilDivide(batchesPerEpoch(), settings.accumulationSteps());
  }

  private static int ceilDivide(int a, int b) {
    return (a + b - 1) / b;
  }

  /** For each optimizer step of an epoch its batches, each a list of example numbers. */
  public List<List<int[]>> steps(int epoch) {
    var random = new SplittableRandom(mixedSeed + epoch);
    int[] order = shuffled(lengths.length, random);
    List<int[]> batches = settings.bucketByLength() ? bucketed(order, random) : cut(order);
    List<List<int[]>> steps = new ArrayList<>();
    for (int from = 0; from < batches.size(); from += settings.accumulationSteps()) {
      int to = Math.min(from + settings.accumulationSteps(), batches.size());
      steps.add(batches.subList(from, to));
    }
    return steps;
  }

  private List<int[]> bucketed(int[] order, SplittableRandom random) {
    List<int[]> batches = new ArrayList<>();
    int stretch = STRETCH * settings.batchSize();
    for (int from = 0; from < order.length; from += stretch) {
      int[] sorted =
          Arrays.stream(order, from, Math.min(from + stretch, order.length))
              .boxed()
              .sorted(Comparator.comparingInt(example -> -lengths[example]))
              .mapToInt(Integer::intValue)
              .toArray();
      batches.addAll(cut(sorted));
    }
    List<int[]> mixed = new ArrayList<>();
    for (int index : shuffled(batches.size(), random)) {
      mixed.add(batches.get(index));
    }
    return mixed;
  }

  private List<int[]> cut(int[] order) {
    List<int[]> batches = new ArrayList<>();
    for (int from = 0; from < order.length; from += settings.batchSize()) {
      batches.add(
          Arrays.copyOfRange(order, from, Math.min(from + settings.batchSize(), order.length)));
    }
    return batches;
  }

  private static int[] shuffled(int size, SplittableRandom random) {
    var order = new int[size];
    Arrays.setAll(order, i -> i);
    for (int i = size - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
    return order;
  }
}
