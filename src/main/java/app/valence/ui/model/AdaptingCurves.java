package app.valence.ui.model;

import app.valence.adaptation.TokenScore;
import app.valence.runs.RunHistory;
import app.valence.training.LogRow;
import app.valence.training.TrainingEvent;
import app.valence.ui.controls.chart.ChartData;
import app.valence.ui.controls.chart.Curve;
import app.valence.ui.controls.chart.CurveColor;
import app.valence.ui.controls.chart.CurveStyle;
import app.valence.ui.text.Messages;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The curves of an adaptation, which grow by what happens in it. */
public final class AdaptingCurves {
  private static final LogRow NOTHING = new LogRow(0, 0, Map.of());

  private final ChartData loss;
  private final ChartData accuracy;
  private final Curve trainingLoss;
  private final Curve heldOutLoss;
  private final Curve trainingAccuracy;
  private final Curve heldOutAccuracy;
  private LogRow first = NOTHING;
  private RunHistory history = RunHistory.EMPTY;

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

  /** Begins the curves of another adaptation. */
  void clear() {
    first = NOTHING;
    history = RunHistory.EMPTY;
    all().forEach(Curve::clear);
    refresh();
  }

  private List<Curve> all() {
    return List.of(trainingLoss, heldOutLoss, trainingAccuracy, heldOutAccuracy);
  }

  /** Begins the curves of an adaptation that goes on, with what was measured at its start. */
  void beginAgain(Optional<TokenScore> before) {
    clear();
    before.ifPresent(
        score -> {
          var metrics =
              Map.of("eval_loss", score.loss(), "eval_mean_token_accuracy", score.accuracy());
          first = new LogRow(0, 0, metrics);
        });
  }

  /** Draws what was logged before. */
  void redraw(RunHistory read) {
    history = read;
    redraw(Long.MAX_VALUE);
  }

  /** Draws what was logged before, up to the step from which the adaptation goes on. */
  void redraw(long upTo) {
    all().forEach(Curve::clear);
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
