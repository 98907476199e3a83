package app.valence.ui.controls.chart;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;

/** What tells curves of one style apart beside their colour: dashes, or the shape of their dots. */
record CurveLook(List<Double> dashes, DotShape shape) {
  private static final List<List<Double>> DASHES =
      List.of(List.of(), List.of(7.0, 4.0), List.of(2.0, 4.0), List.of(9.0, 4.0, 2.0, 4.0));

  /** The looks of all curves, in their order. */
  static List<CurveLook> of(List<Curve> curves) {
    var seen = new EnumMap<CurveStyle, Integer>(CurveStyle.class);
    var looks = new ArrayList<CurveLook>(curves.size());
    for (Curve curve : curves) {
      int position = seen.merge(curve.style(), 1, Integer::sum) - 1;
      DotShape[] shapes = DotShape.values();
      looks.add(
          new CurveLook(
              // Lines with dots differ by these, and dashes between close dots cannot be read.
              curve.style() == CurveStyle.LINE ? List.of() : DASHES.get(position % DASHES.size()),
              shapes[position % shapes.length]));
    }
    return looks;
  }

  Stroke line(Curve curve, ChartColors colors) {
    return switch (curve.style()) {
      case RAW_WITH_EMA, LINE -> new Stroke(colors.full(curve.color()), 1.8, dashes);
      case GHOST -> new Stroke(colors.ghost(curve.color()), 1, dashes);
    };
  }
}
