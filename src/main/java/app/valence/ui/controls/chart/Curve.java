package app.valence.ui.controls.chart;

import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;

/**
 * One curve of a chart, which grows at its end. Appending does not redraw: call {@link
 * ChartData#changed()} once after a batch. Only for the FX thread.
 */
public final class Curve {
  private static final double DEFAULT_SMOOTHING = 0.9;

  private final String name;
  private final CurveColor color;
  private final CurveStyle style;
  private final CurvePoints points = new CurvePoints();
  private final BooleanProperty visible = new SimpleBooleanProperty(this, "visible", true);
  private final DoubleProperty smoothing = new SimpleDoubleProperty(this, "smoothing");

  private final DoubleArray averages = new DoubleArray();
  private MovingAverage average;

  public Curve(String name, CurveColor color, CurveStyle style) {
    this.name = name;
    this.color = color;
    this.style = style;
    smoothing.set(style == CurveStyle.LINE ? 0 : DEFAULT_SMOOTHING);
    average = new MovingAverage(smoothing.get());
    smoothing.subscribe(weight -> restartAverage());
  }

  private void restartAverage() {
    average = new MovingAverage(Math.min(Math.max(smoothing.get(), 0), 0.9999));
    averages.clear();
  }

  /**
   * Adds a point at the end; a {@code y} that is NaN or infinite is a gap in the line.
   *
   * @throws IllegalArgumentException if {@code x} is NaN or below the last one
   */
  public void append(double x, double y) {
    points.append(x, y);
  }

  /** Removes all points, such as before a run starts anew. */
  public void clear() {
    points.clear();
    restartAverage();
  }

  public int size() {
    return points.size();
  }

  public double x(int index) {
    return points.x(index);
  }

  public double y(int index) {
    return points.y(index);
  }

  /** The moving average at a point; equal to {@link #y} where {@link #smoothingProperty} is 0. */
  public double smoothed(int index) {
    if (smoothing.get() <= 0) {
      return points.y(index);
    }
    for (int i = averages.size(); i <= index; i++) {
      averages.add(average.next(points.y(i)));
    }
    return averages.get(index);
  }

  CurvePoints points() {
    return points;
  }

  public String name() {
    return name;
  }

  public CurveColor color() {
    return color;
  }

  public CurveStyle style() {
    return style;
  }

  public BooleanProperty visibleProperty() {
    return visible;
  }

  public boolean isVisible() {
    return visible.get();
  }

  public void setVisible(boolean value) {
    visible.set(value);
  }

  /** Weight of the past in the moving average, from 0 (none) to below 1. */
  public DoubleProperty smoothingProperty() {
    return smoothing;
  }

  public double getSmoothing() {
    return smoothing.get();
  }

  public void setSmoothing(double weight) {
    smoothing.set(weight);
  }
}
