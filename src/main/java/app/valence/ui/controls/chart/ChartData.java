package app.valence.ui.controls.chart;

import java.util.List;
import javafx.beans.Observable;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.beans.value.ObservableValue;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/**
 * What a chart shows. Points appended to its curves are drawn after {@link #changed()}; all other
 * changes show by themselves. Only for the FX thread.
 */
public final class ChartData {
  private final StringProperty title;
  private final StringProperty xLabel;
  private final StringProperty yLabel;
  private final StringProperty yUnit;
  private final ObservableList<Curve> curves =
      FXCollections.observableArrayList(
          c -> new Observable[] {c.visibleProperty(), c.smoothingProperty()});
  private final ObservableList<Marker> markers = FXCollections.observableArrayList();
  private final ObservableList<Span> spans = FXCollections.observableArrayList();
  private final ObservableList<Level> levels = FXCollections.observableArrayList();
  private final ObjectProperty<AxisScale> xScale =
      new SimpleObjectProperty<>(this, "xScale", AxisScale.LINEAR);
  private final ObjectProperty<AxisScale> yScale =
      new SimpleObjectProperty<>(this, "yScale", AxisScale.LINEAR);
  private final ObjectProperty<@Nullable ValueRange> yRange =
      new SimpleObjectProperty<>(this, "yRange");
  private final ObjectProperty<@Nullable ValueRange> xRange =
      new SimpleObjectProperty<>(this, "xRange");
  private final DoubleProperty axisWidth = new SimpleDoubleProperty(this, "axisWidth");
  private final ReadOnlyLongWrapper revision = new ReadOnlyLongWrapper(this, "revision");

  /**
   * @param yUnit shown after the y label in brackets and after values; may be empty
   */
  public ChartData(String title, String xLabel, String yLabel, String yUnit) {
    this.title = new SimpleStringProperty(this, "title", title);
    this.xLabel = new SimpleStringProperty(this, "xLabel", xLabel);
    this.yLabel = new SimpleStringProperty(this, "yLabel", yLabel);
    this.yUnit = new SimpleStringProperty(this, "yUnit", yUnit);
    // Change listeners: an invalidation is not repeated until somebody has read the value.
    for (ObservableValue<?> value :
        List.of(
            this.title,
            this.xLabel,
            this.yLabel,
            this.yUnit,
            this.xScale,
            this.yScale,
            yRange,
            xRange,
            axisWidth)) {
      value.addListener((o, was, is) -> changed());
    }
    for (ObservableList<?> list : List.of(curves, markers, spans, levels)) {
      list.addListener((Observable o) -> changed());
    }
  }

  /** A chart whose values have no unit. */
  public ChartData(String title, String xLabel, String yLabel) {
    this(title, xLabel, yLabel, "");
  }

  /** Adds a curve and returns it. */
  public Curve addCurve(String name, CurveColor color, CurveStyle style) {
    var curve = new Curve(name, color, style);
    curves.add(curve);
    return curve;
  }

  /** Shows what was appended since; call it once per batch. */
  public void changed() {
    revision.set(revision.get() + 1);
  }

  /** Rises with every change that a chart has to draw. */
  public ReadOnlyLongProperty revisionProperty() {
    return revision.getReadOnlyProperty();
  }

  public ObservableList<Curve> curves() {
    return curves;
  }

  public ObservableList<Marker> markers() {
    return markers;
  }

  public ObservableList<Span> spans() {
    return spans;
  }

  public ObservableList<Level> levels() {
    return levels;
  }

  public StringProperty titleProperty() {
    return title;
  }

  public StringProperty xLabelProperty() {
    return xLabel;
  }

  public StringProperty yLabelProperty() {
    return yLabel;
  }

  public StringProperty yUnitProperty() {
    return yUnit;
  }

  public ObjectProperty<AxisScale> xScaleProperty() {
    return xScale;
  }

  public ObjectProperty<AxisScale> yScaleProperty() {
    return yScale;
  }

  /** A y range that stays, such as 0 to 1 for accuracy; null follows what is seen. */
  public ObjectProperty<@Nullable ValueRange> yRangeProperty() {
    return yRange;
  }

  /** All of x, such as the steps of a run that has just begun; null follows the curves. */
  public ObjectProperty<@Nullable ValueRange> xRangeProperty() {
    return xRange;
  }

  /**
   * The pixels that the numbers of the y axis take at the least, so that the plots of charts below
   * each other begin at the same place.
   */
  public DoubleProperty axisWidthProperty() {
    return axisWidth;
  }

  /** The y label with its unit in brackets. */
  String yTitle() {
    String unit = yUnit.get();
    return unit.isEmpty() ? yLabel.get() : yLabel.get() + " (" + unit + ")";
  }
}
