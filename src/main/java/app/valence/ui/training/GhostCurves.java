package app.valence.ui.training;

import app.valence.ui.controls.chart.ChartData;
import app.valence.ui.controls.chart.Curve;
import app.valence.ui.controls.chart.CurveColor;
import app.valence.ui.controls.chart.CurveStyle;
import app.valence.ui.text.Messages;
import java.util.List;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;

/** The curves of the run before, drawn behind those of the present one. */
final class GhostCurves {
  private final Curve trainingLoss;
  private final Curve evaluationLoss;
  private final Curve evaluationAccuracy;
  private final ReadOnlyBooleanWrapper present = new ReadOnlyBooleanWrapper();

  GhostCurves(Messages messages) {
    String training = messages.get("curve.trainingBefore");
    String evaluation = messages.get("curve.evaluationBefore");
    trainingLoss = new Curve(training, CurveColor.BLUE, CurveStyle.GHOST);
    evaluationLoss = new Curve(evaluation, CurveColor.VERMILLION, CurveStyle.GHOST);
    evaluationAccuracy = new Curve(evaluation, CurveColor.VERMILLION, CurveStyle.GHOST);
    evaluationLoss.setSmoothing(0);
    evaluationAccuracy.setSmoothing(0);
  }

  void take(Curve loss, Curve evaluation, Curve accuracy) {
    copy(loss, trainingLoss);
    copy(evaluation, evaluationLoss);
    copy(accuracy, evaluationAccuracy);
    present.set(true);
  }

  private static void copy(Curve from, Curve to) {
    to.clear();
    for (int i = 0; i < from.size(); i++) {
      to.append(from.x(i), from.y(i));
    }
  }

  /** Whether there was a run before. */
  ReadOnlyBooleanProperty presentProperty() {
    return present.getReadOnlyProperty();
  }

  void show(boolean shown, ChartData loss, ChartData accuracy) {
    loss.curves().removeAll(List.of(trainingLoss, evaluationLoss));
    accuracy.curves().remove(evaluationAccuracy);
    if (shown && present.get()) {
      loss.curves().addAll(List.of(trainingLoss, evaluationLoss));
      accuracy.curves().add(evaluationAccuracy);
    }
  }
}
