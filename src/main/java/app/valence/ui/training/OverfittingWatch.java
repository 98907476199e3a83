package app.valence.ui.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Judges a run by its evaluations: a model overfits where its loss on data that it does not learn
 * from rises while the loss on the data that it learns from still falls. Both are smoothed, since
 * single evaluations scatter.
 */
public final class OverfittingWatch {
  /** The weight of the past in the moving average over evaluations. */
  private static final double SMOOTHING = 0.5;

  /** Relative changes below these are no trend. */
  private static final double RISE = 0.02;

  private static final double FALL = 0.01;

  /**
   * Standard deviations of a single evaluation that the smoothed loss must rise by: the lowest of
   * many scattered values lies low by chance.
   */
  private static final double SURE = 2;

  /** The mean size of a second difference of values that scatter with a standard deviation of 1. */
  private static final double SECOND_DIFFERENCE = Math.sqrt(6) * Math.sqrt(2 / Math.PI);

  /** Evaluations in a row without a new low before anything is said about it. */
  private static final int PATIENCE = 2;

  /** How the run looks. */
  public enum Trend {
    /** There are too few evaluations to say. */
    UNKNOWN,
    /** The training loss has hardly moved. */
    NOT_LEARNING,
    /** The evaluation loss falls. */
    LEARNING,
    /** The evaluation loss neither falls nor rises. */
    LEVEL,
    /** The evaluation loss rises while the training loss falls. */
    OVERFITTING
  }

  /**
   * What is to be said of a run.
   *
   * @param turn the step of the lowest evaluation loss, where overfitting began if it did
   */
  public record Verdict(Trend trend, long turn) {}

  /** A stretch of steps. */
  public record Stretch(long from, long to) {}

  private record Point(
      long step, double evaluation, double smoothEvaluation, double smoothTraining) {}

  private final List<Point> points = new ArrayList<>();
  private double evaluationSum;
  private double trainingSum;
  private double weight;
  private double bends;
  private int lowest;

  /**
   * Adds an evaluation.
   *
   * @param training the mean training loss since the evaluation before
   */
  public void add(long step, double training, double evaluation) {
    evaluationSum = SMOOTHING * evaluationSum + (1 - SMOOTHING) * evaluation;
    trainingSum = SMOOTHING * trainingSum + (1 - SMOOTHING) * training;
    weight = SMOOTHING * weight + (1 - SMOOTHING);
    points.add(new Point(step, evaluation, evaluationSum / weight, trainingSum / weight));
    int size = points.size();
    if (size > 2) {
      // Of a curve with a steady slope nothing is left but its scatter.
      bends +=
          Math.abs(
              evaluation - 2 * points.get(size - 2).evaluation + points.get(size - 3).evaluation);
    }
    if (last().smoothEvaluation < points.get(lowest).smoothEvaluation) {
      lowest = points.size() - 1;
    }
  }

  /** Forgets everything, for another run. */
  public void clear() {
    points.clear();
    evaluationSum = 0;
    trainingSum = 0;
    weight = 0;
    bends = 0;
    lowest = 0;
  }

  private Point last() {
    return points.get(points.size() - 1);
  }

  /** What is to be said now. */
  public Verdict verdict() {
    return points.size() < PATIENCE
        ? new Verdict(Trend.UNKNOWN, 0)
        : new Verdict(trend(), turn().step);
  }

  private Trend trend() {
    Point low = points.get(lowest);
    Point last = last();
    boolean sinceLong = points.size() - 1 - lowest >= PATIENCE;
    double rise = last.smoothEvaluation - low.smoothEvaluation;
    boolean rises = rise > RISE * low.smoothEvaluation && rise > SURE * scatter();
    boolean falls = last.smoothTraining < low.smoothTraining * (1 - FALL);
    if (sinceLong && rises && falls) {
      return Trend.OVERFITTING;
    } else if (last.smoothTraining > points.get(0).smoothTraining * (1 - RISE)) {
      return points.size() > PATIENCE ? Trend.NOT_LEARNING : Trend.UNKNOWN;
    }
    return sinceLong ? Trend.LEVEL : Trend.LEARNING;
  }

  /** The standard deviation of an evaluation around its trend. */
  private double scatter() {
    return points.size() > 2 ? bends / (points.size() - 2) / SECOND_DIFFERENCE : 0;
  }

  /** The lowest evaluation itself: the smoothed low lags a little behind it. */
  private Point turn() {
    Point turn = points.get(lowest);
    for (int i = Math.max(0, lowest - PATIENCE); i <= lowest; i++) {
      turn = points.get(i).evaluation < turn.evaluation ? points.get(i) : turn;
    }
    return turn;
  }

  /** Where the run overfits, from the lowest evaluation loss to the last evaluation. */
  public Optional<Stretch> overfitting() {
    Verdict verdict = verdict();
    return verdict.trend == Trend.OVERFITTING
        ? Optional.of(new Stretch(verdict.turn, last().step))
        : Optional.empty();
  }
}
