package app.valence.training.verdict;

import app.valence.training.LogRow;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The losses of a run, by which it is judged: a model overfits where its loss on data that it does
 * not learn from rises, beyond its scatter, while the loss on the data that it learns from does
 * not.
 */
public final class LossCourse {
  private static final int FIRST_CAPACITY = 16;

  /** Relative changes of the training loss below this are none. */
  private static final double TRAINING_MOVE = 0.02;

  /** Standard deviations that a training loss must rise by to rise. */
  private static final double SURE = 2;

  /** Evaluations before anything is said, and without a new low before it is level. */
  private static final int PATIENCE = 2;

  private long[] steps = new long[FIRST_CAPACITY];
  private double[] evaluations = new double[FIRST_CAPACITY];
  private double[] trainings = new double[FIRST_CAPACITY];
  private int size;
  private double lossSum;
  private int lossCount;
  private Verdict verdict = Verdict.UNKNOWN;

  /** The verdict on a run by its log. */
  public static Verdict judge(List<LogRow> log) {
    var course = new LossCourse();
    log.forEach(course::add);
    return course.verdict();
  }

  /** Adds a row of the log; rows without a loss change nothing. */
  public void add(LogRow row) {
    Double evaluation = row.metrics().get("eval_loss");
    Double training = row.metrics().get("loss");
    if (evaluation != null) {
      evaluated(row.step(), evaluation);
    } else if (training != null) {
      lossSum += training;
      lossCount++;
    }
  }

  private void evaluated(long step, double evaluation) {
    if (size == steps.length) {
      steps = Arrays.copyOf(steps, 2 * size);
      evaluations = Arrays.copyOf(evaluations, 2 * size);
      trainings = Arrays.copyOf(trainings, 2 * size);
    }
    double before = size == 0 ? Double.NaN : trainings[size - 1];
    steps[size] = step;
    evaluations[size] = evaluation;
    trainings[size] = lossCount == 0 ? before : lossSum / lossCount;
    size++;
    lossSum = 0;
    lossCount = 0;
    verdict = judged();
  }

  /** What is to be said now. */
  public Verdict verdict() {
    return verdict;
  }

  /** Forgets everything, for another run. */
  public void clear() {
    size = 0;
    lossSum = 0;
    lossCount = 0;
    verdict = Verdict.UNKNOWN;
  }

  private Verdict judged() {
    int lowest = lowest();
    Turn turn = Turn.of(Arrays.copyOf(evaluations, size));
    int span = Math.max(1, size - 1 - turn.index());
    var rise =
        new Verdict.Rise(
            steps[turn.index()],
            steps[size - 1],
            turn.by(),
            turn.scatter(),
            training(turn.index() + 1 - span, turn.index() + 1),
            training(turn.index() + 1, size));
    return new Verdict(trend(turn, rise, lowest), steps[lowest], evaluations[lowest], rise);
  }

  private int lowest() {
    return IntStream.range(0, size)
        .reduce((best, i) -> evaluations[i] < evaluations[best] ? i : best)
        .orElse(0);
  }

  private double training(int from, int to) {
    return Arrays.stream(trainings, Math.max(0, from), to).average().orElse(Double.NaN);
  }

  private Trend trend(Turn turn, Verdict.Rise rise, int lowest) {
    if (size < PATIENCE) {
      return Trend.UNKNOWN;
    } else if (turn.sure()) {
      return trainingRises(rise, size - 1 - turn.index()) ? Trend.DIVERGING : Trend.OVERFITTING;
    }
    double latest = training(size - PATIENCE, size);
    if (latest > trainings[0] * (1 - TRAINING_MOVE)) {
      return size > PATIENCE ? Trend.NOT_LEARNING : Trend.UNKNOWN;
    }
    return size - 1 - lowest >= PATIENCE ? Trend.LEVEL : Trend.LEARNING;
  }

  private boolean trainingRises(Verdict.Rise rise, int evaluationsSince) {
    double change = rise.trainingAfter() - rise.trainingBefore();
    double scatter = Turn.scatter(Arrays.copyOf(trainings, size));
    double ofMeans = scatter * Math.sqrt(2.0 / Math.max(1, evaluationsSince));
    return change > TRAINING_MOVE * rise.trainingBefore() && change > SURE * ofMeans;
  }
}
