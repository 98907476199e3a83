package app.valence.ui.controls.chart;

import java.util.StringJoiner;

/** A chart in words, for a screen reader: each curve that is shown with its last value. */
final class PlotDescription {
  private PlotDescription() {}

  static String of(ChartData data) {
    var words = new StringJoiner(", ");
    words.add(data.titleProperty().get());
    for (Curve curve : data.curves()) {
      if (curve.isVisible() && curve.size() > 0) {
        int last = curve.size() - 1;
        words.add(
            curve.name()
                + " "
                + NumberText.value(curve.smoothed(last))
                + " ("
                + data.xLabelProperty().get()
                + " "
                + NumberText.value(curve.x(last))
                + ")");
      }
    }
    for (Level level : data.levels()) {
      words.add(level.text() + " " + NumberText.value(level.y()));
    }
    return words.toString();
  }
}
