package app.valence.ui.model;

import app.valence.runs.RunHistory;
import app.valence.training.LogRow;
import app.valence.training.TrainingEvent;
import app.valence.ui.controls.chart.ChartData;
import app.valence.ui.controls.chart.Curve;
import app.valence.ui.controls.chart.CurveColor;
import app.valence.ui.controls.chart.CurveStyle;
import app.valence.ui.text.Messages;
import java.util.List;

/** The curves of an adaptation, which grow by what happens in it. */
public final class AdaptingCurves {
  private final ChartData loss;
  private final ChartData accuracy;
  private final Curve trainingLoss;
  private final Curve heldOutLoss;
  private final Curve trainingAccuracy;
  private final Curve heldOutAccuracy;

  AdaptingCurves(Messages messages) {
    loss = new ChartData(messages.get("chart.loss"), messages.get("chart.step"), "");
    accuracy = new ChartData(messages.get("chart.accuracy"), messages.get("chart.step"), "");
    String training = messages.get("curve.training");
    String heldOut = messages.get("curve.heldOut");
    trainingLoss = loss.addCurve(training, CurveColor.BLUE, CurveStyle.RAW_WITH_EMA);
    heldOutLoss = loss.addCurve(heldOut, CurveColor.VERMILLION, CurveStyle.LINE);
    trainingAccuracy = accuracy.addCurve(training, CurveColor.BLUE, CurveStyle.RAW_WITH_EMA);
    heldOutAccuracy = accuracy.addCurve(heldOut, CurveColor.VERMILLION, CurveStyle.LINE);
  }

  void clear() {
    List.of(trainingLoss, heldOutLoss, trainingAccuracy, heldOutAccuracy).forEach(Curve::clear);
    refresh();
  }

  /**
   * Draws what was logged before, up to the step from which the adaptation goes on.
   *
   * @param first what was measured before the first step
   */
  void redraw(LogRow first, RunHistory history, long upTo) {
    clear();
    accept(first);
    history.rows().stream().filter(row -> row.step() <= upTo).forEach(this::accept);
    refresh();
  }

  /** Appends one event; {@link #refresh()} shows it. */
  void accept(TrainingEvent event) {
    if (event instanceof TrainingEvent.Logged logged) {
      accept(logged.row());
    } else if (event instanceof TrainingEvent.Evaluated evaluated) {
      accept(evaluated.row());
    }
  }

  private void accept(LogRow row) {
    append(trainingLoss, row, "loss");
    append(heldOutLoss, row, "eval_loss");
    append(trainingAccuracy, row, "mean_token_accuracy");
    append(heldOutAccuracy, row, "eval_mean_token_accuracy");
  }

  private static void append(Curve curve, LogRow row, String metric) {
    Double value = row.metrics().get(metric);
    if (value != null) {
      curve.append((double) row.step(), value);
    }
  }

  /** Shows what was appended. */
  void refresh() {
    loss.changed();
    accuracy.changed();
  }

  /** Training and held-out loss. */
  public ChartData loss() {
    return loss;
  }

  /** The share of hidden tokens that is guessed right. */
  public ChartData accuracy() {
    return accuracy;
  }
}
