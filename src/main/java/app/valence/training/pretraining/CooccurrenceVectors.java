package app.valence.training.pretraining;

import app.valence.jobs.JobContext;
import app.valence.jobs.Progress;
import app.valence.jobs.Workers;
import app.valence.tensor.GradientMode;
import app.valence.tensor.Tensor;
import app.valence.tensor.TensorScope;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntConsumer;

/**
 * Word vectors from how often tokens stand near each other: the positive pointwise mutual
 * information of token and neighbour, factorised by a randomised eigendecomposition (Levy, Goldberg
 * and Dagan, 2015; Halko, Martinsson and Tropp, 2011). On a few hundred megabytes of text they are
 * as good as skip-gram's, take a minute, and start a language model's embeddings much further on
 * than random ones.
 */
final class CooccurrenceVectors {
  /** Tokens to each side that count, the nearer the more. */
  private static final int WINDOW = 5;

  /** Flattens how often neighbours occur, so that rare ones do not weigh too much. */
  private static final double SMOOTHING = 0.75;

  /** Parts of the rows that are worked on side by side. */
  private static final int PARTS = 4;

  private static final int OVERSAMPLING = 32;
  private static final int POWER_ITERATIONS = 3;
  private static final int CHUNK = 1 << 16;

  private final int vocabulary;
  private final int special;
  private final float[][] counts;
  private final double[] occurrences;

  private CooccurrenceVectors(int vocabulary, int special) {
    this.vocabulary = vocabulary;
    this.special = special;
    this.counts = new float[vocabulary][];
    this.occurrences = new double[vocabulary];
  }

  /**
   * Vectors of all tokens of {@code text}.
   *
   * @param width numbers of a vector
   * @param separator stands between texts; nothing beyond it is a neighbour
   * @return {@code [vocabulary × width]}, of mean 0 and standard deviation 1
   */
  static float[] of(
      TokenFile text, int vocabulary, int width, int separator, TensorScope scope, JobContext job) {
    var vectors = new CooccurrenceVectors(vocabulary, separator);
    try (var workers = new Workers(PARTS, "co-occurrence")) {
      vectors.count(text, workers, job);
      vectors.weigh(workers);
    }
    return standardise(vectors.factorise(width, scope), width);
  }

  /** Each worker has rows of its own, so the sums do not depend on timing. */
  private void count(TokenFile text, Workers workers, JobContext job) {
    for (int row = 0; row < vocabulary; row++) {
      counts[row] = new float[vocabulary];
    }
    long started = System.nanoTime();
    var tokens = new int[CHUNK + 2 * WINDOW];
    for (long from = 0; from < text.tokens(); from += CHUNK) {
      job.cancellation().throwIfRequested();
      int count = (int) Math.min(tokens.length, text.tokens() - from);
      text.read(from, tokens, 0, count);
      int centres = Math.min(CHUNK, count);
      inParts(workers, part -> countNeighbours(tokens, count, centres, part));
      var elapsed = Duration.ofNanos(System.nanoTime() - started);
      job.progress()
          .accept(new Progress("Counting", from + centres, text.tokens(), "tokens", elapsed));
    }
  }

  private void countNeighbours(int[] tokens, int count, int centres, int part) {
    for (int i = 0; i < centres; i++) {
      int one = tokens[i];
      if (one == special || one >= vocabulary) {
        continue;
      }
      for (int distance = 1; distance <= WINDOW && i + distance < count; distance++) {
        int other = tokens[i + distance];
        if (other == special) {
          break;
        }
        if (other >= vocabulary) {
          continue;
        }
        float weight = 1f / distance;
        if (one % PARTS == part) {
          counts[one][other] += weight;
        }
        if (other % PARTS == part) {
          counts[other][one] += weight;
        }
      }
    }
  }

  /** Has each part of the rows worked on by a worker, and waits for all. */
  private static void inParts(Workers workers, IntConsumer work) {
    for (int part = 0; part < PARTS; part++) {
      workers.submit(part, work::accept);
    }
    workers.await();
  }

  /** Replaces counts by positive pointwise mutual information. */
  private void weigh(Workers workers) {
    inParts(workers, this::sumRows);
    double[] smoothed = Arrays.stream(occurrences).map(n -> Math.pow(n, SMOOTHING)).toArray();
    double total = Arrays.stream(smoothed).sum();
    double[] rarity = Arrays.stream(smoothed).map(n -> n == 0 ? 0 : Math.log(total / n)).toArray();
    inParts(workers, part -> weighRows(part, rarity));
    symmetrise();
  }

  private void sumRows(int part) {
    for (int row = part; row < vocabulary; row += PARTS) {
      double sum = 0;
      for (float value : counts[row]) {
        sum += value;
      }
      occurrences[row] = sum;
    }
  }

  private void weighRows(int part, double[] rarity) {
    for (int row = part; row < vocabulary; row += PARTS) {
      float[] values = counts[row];
      double own = Math.log(Math.max(occurrences[row], Double.MIN_NORMAL));
      for (int column = 0; column < vocabulary; column++) {
        if (values[column] > 0) {
          double information = Math.log(values[column]) - own + rarity[column];
          values[column] = (float) Math.max(0, information);
        }
      }
    }
  }

  /** Smoothing favours one side; an eigendecomposition needs both alike. */
  private void symmetrise() {
    for (int row = 0; row < vocabulary; row++) {
      for (int column = 0; column < row; column++) {
        float mean = (counts[row][column] + counts[column][row]) / 2;
        counts[row][column] = mean;
        counts[column][row] = mean;
      }
    }
  }

  private float[] factorise(int width, TensorScope scope) {
    int columns = Math.min(vocabulary, width + OVERSAMPLING);
    var random = new SplittableRandom(columns);
    var start = new float[vocabulary * columns];
    for (int i = 0; i < start.length; i++) {
      start[i] = (float) random.nextGaussian();
    }
    try (var off = GradientMode.off();
        TensorScope work = scope.open()) {
      Tensor matrix = work.floatsOver(takeCounts(), vocabulary, vocabulary);
      Tensor directions = work.floats(start, vocabulary, columns);
      return work.kernels()
          .eigenvectors(matrix, directions, POWER_ITERATIONS, Math.min(width, columns))
          .toFloats();
    }
  }

  /** Moves the counts to memory that the engine can read, so that they are never there twice. */
  private ByteBuffer takeCounts() {
    ByteBuffer bytes =
        ByteBuffer.allocateDirect(Math.multiplyExact(Float.BYTES * vocabulary, vocabulary))
            .order(ByteOrder.nativeOrder());
    for (int row = 0; row < vocabulary; row++) {
      bytes.asFloatBuffer().put(counts[row]);
      bytes.position(bytes.position() + Float.BYTES * vocabulary);
      counts[row] = new float[0];
    }
    return bytes.flip();
  }

  /** Gives the vectors of each width mean 0, and all of them together standard deviation 1. */
  private static float[] standardise(float[] vectors, int width) {
    int rows = vectors.length / width;
    var means = new double[width];
    for (int i = 0; i < vectors.length; i++) {
      means[i % width] += vectors[i] / (double) rows;
    }
    double squares = 0;
    for (int i = 0; i < vectors.length; i++) {
      vectors[i] -= (float) means[i % width];
      squares += vectors[i] * vectors[i];
    }
    float scale = (float) (1 / Math.sqrt(Math.max(squares / vectors.length, 1e-12)));
    for (int i = 0; i < vectors.length; i++) {
      vectors[i] *= scale;
    }
    return vectors;
  }
}
