package app.valence.ui.controls.chart;

/** Draws everything within the frame of a chart on any surface. */
final class PlotPainter {
  private final CurvePainter curves = new CurvePainter();

  /** Draws a chart of this size and says which values lie where. */
  Viewport paint(ChartData data, Zoom zoom, PlotArea frame, Surface surface, ChartColors colors) {
    zoom.setFull(ChartRanges.x(data), data.xScaleProperty().get());
    ValueRange x = zoom.range();
    ValueRange y = ChartRanges.y(data, x);
    var axes = new AxisPainter(surface, colors);
    var notes = new NotePainter(surface, colors);
    var viewport =
        new Viewport(
            new Viewport.Axis(data.xScaleProperty().get(), x),
            new Viewport.Axis(data.yScaleProperty().get(), y),
            axes.area(data, y, frame.width(), frame.height()));
    if (!ChartRanges.hasPoints(data)) {
      // Numbers of a made-up range would be read as if they meant something.
      axes.baseLine(viewport.area());
      return viewport;
    }
    notes.shades(data.spans(), viewport);
    axes.grid(viewport);
    notes.levels(data.levels(), viewport);
    curves.paint(data, viewport, surface, colors);
    axes.baseLine(viewport.area());
    axes.texts(data, viewport, frame.height());
    notes.notes(data, viewport);
    return viewport;
  }
}
