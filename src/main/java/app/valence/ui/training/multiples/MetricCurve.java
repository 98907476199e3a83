package app.valence.ui.training.multiples;

import app.valence.recipes.Reference;
import app.valence.training.LogRow;
import app.valence.ui.controls.chart.ChartData;
import app.valence.ui.controls.chart.Curve;
import app.valence.ui.controls.chart.CurveColor;
import app.valence.ui.controls.chart.CurveStyle;
import app.valence.ui.controls.chart.Level;
import app.valence.ui.controls.chart.ValueRange;
import app.valence.ui.text.Messages;
import app.valence.ui.training.multiples.RunMetric.Group;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;

/** One metric of a run: its chart, its last value, and what another run came to. */
public final class MetricCurve {
  private static final String F1 = "eval_f1_macro";

  /** Pixels for the numbers of the y axis: enough for four digits and a sign. */
  private static final double AXIS_WIDTH = 44;

  private final RunMetric metric;
  private final Messages messages;
  private final MetricText text;
  private final ChartData data;
  private final Curve curve;

  /** What the closing row says, or the macro F1 beside the accuracy. */
  private final Curve beside;

  private final ReadOnlyStringWrapper title = new ReadOnlyStringWrapper();
  private final ReadOnlyStringWrapper value = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper compared = new ReadOnlyStringWrapper("");
  private double lossSum;
  private long lossCount;

  MetricCurve(RunMetric metric, Messages messages) {
    this.metric = metric;
    this.messages = messages;
    this.text = new MetricText(messages);
    boolean evaluation = metric.group() == Group.EVALUATION;
    CurveColor color = evaluation ? CurveColor.VERMILLION : CurveColor.BLUE;
    data = new ChartData("", messages.get("chart.step"), "");
    data.axisWidthProperty().set(AXIS_WIDTH);
    curve =
        new Curve(
            messages.get(metric.group().key()),
            color,
            metric.scatters() ? CurveStyle.RAW_WITH_EMA : CurveStyle.LINE);
    boolean accuracy = metric == RunMetric.EVALUATION_ACCURACY;
    beside =
        new Curve(
            messages.get(accuracy ? "metric.f1_macro" : "multiples.closing"),
            accuracy ? CurveColor.PURPLE : color,
            CurveStyle.LINE);
    data.curves().add(curve);
    name("");
  }

  private void name(String kind) {
    title.set(messages.get(metric.key() + kind));
    data.titleProperty()
        .set(messages.get("multiples.title", messages.get(metric.group().key()), title.get()));
  }

  void clear() {
    curve.clear();
    beside.clear();
    data.curves().setAll(List.of(curve));
    data.spans().clear();
    data.xRangeProperty().set(null);
    lossSum = 0;
    lossCount = 0;
    value.set("");
    name("");
  }

  /** Shows all steps of the run from its start, as all charts do. */
  void plan(long totalSteps) {
    data.xRangeProperty().set(totalSteps > 0 ? new ValueRange(0, (double) totalSteps) : null);
  }

  /** Draws what another run came to; empty for nothing. */
  void compareWith(Optional<Reference> reference) {
    OptionalDouble other = reference.map(this::valueIn).orElse(OptionalDouble.empty());
    data.levels().clear();
    compared.set("");
    if (other.isPresent()) {
      String label = reference.orElseThrow().label().in(messages.locale());
      data.levels().add(new Level(other.getAsDouble(), label));
      compared.set(
          messages.get("multiples.compared", label, text.exact(metric, other.getAsDouble())));
    }
  }

  private OptionalDouble valueIn(Reference reference) {
    // What closes a run is to be compared with what closed the other one.
    for (int i = metric.allNames().size() - 1; i >= 0; i--) {
      OptionalDouble found = reference.value(metric.allNames().get(i));
      if (found.isPresent()) {
        return found;
      }
    }
    return OptionalDouble.empty();
  }

  /** Appends what a row says about the metric; {@link #refresh()} shows it. */
  void add(LogRow row) {
    Map<String, Double> metrics = row.metrics();
    double step = (double) row.step();
    for (String name : metric.names()) {
      Double found = name.equals("epoch") ? epoch(row) : metrics.get(name);
      if (found != null) {
        curve.append(step, found);
        nameBy(name, metrics);
      }
    }
    if (metric == RunMetric.FINAL_LOSS && metrics.containsKey("loss")) {
      lossSum += metrics.getOrDefault("loss", 0.0);
      curve.append(step, lossSum / ++lossCount);
    }
    addBeside(step, metrics.get(isAccuracy() ? F1 : metric.closingName()));
  }

  private boolean isAccuracy() {
    return metric == RunMetric.EVALUATION_ACCURACY;
  }

  private static @Nullable Double epoch(LogRow row) {
    return row.metrics().containsKey("loss") ? row.epoch() : null;
  }

  private void nameBy(String name, Map<String, Double> metrics) {
    if (metric.unit() == RunMetric.Unit.SHARE) {
      String kind = name.contains("token") ? ".token" : metrics.containsKey(F1) ? ".f1" : "";
      if (!title.get().equals(messages.get(metric.key() + kind))) {
        name(kind);
      }
    }
  }

  private void addBeside(double step, @Nullable Double found) {
    if (found != null) {
      if (beside.size() == 0) {
        data.curves().setAll(List.of(curve, beside));
      }
      beside.append(step, found);
    }
  }

  /** Shows what was appended. */
  void refresh() {
    value.set(lastValue());
    data.changed();
  }

  private String lastValue() {
    boolean closed = !isAccuracy() && beside.size() > 0;
    Curve read = closed ? beside : curve;
    if (read.size() == 0) {
      return "";
    }
    String last = text.value(metric, read.smoothed(read.size() - 1));
    return isAccuracy() && beside.size() > 0
        ? messages.get("multiples.withF1", last, text.value(metric, beside.y(beside.size() - 1)))
        : last;
  }

  /** Which metric it is. */
  public RunMetric metric() {
    return metric;
  }

  /** Its chart. */
  public ChartData data() {
    return data;
  }

  /** What it is called beside the others of its group. */
  public ReadOnlyStringProperty titleProperty() {
    return title.getReadOnlyProperty();
  }

  /** Its last value with its unit; empty before the first. */
  public ReadOnlyStringProperty valueProperty() {
    return value.getReadOnlyProperty();
  }

  /** What another run came to; empty without one. */
  public ReadOnlyStringProperty comparedProperty() {
    return compared.getReadOnlyProperty();
  }
}
