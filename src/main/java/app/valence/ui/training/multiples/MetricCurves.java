package app.valence.ui.training.multiples;

import app.valence.recipes.Reference;
import app.valence.training.LogRow;
import app.valence.ui.text.Messages;
import app.valence.ui.training.multiples.RunMetric.Group;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;

/** The charts of all metrics of a run, which grow by the rows of its log. */
public final class MetricCurves {
  private final List<MetricCurve> all;
  private final ObjectProperty<@Nullable MetricCurve> enlarged = new SimpleObjectProperty<>();

  /** Charts without points, in the words of the Train screen. */
  public MetricCurves(Messages messages) {
    all = Arrays.stream(RunMetric.values()).map(m -> new MetricCurve(m, messages)).toList();
  }

  /** Forgets everything, for another run. */
  public void clear() {
    all.forEach(MetricCurve::clear);
    refresh();
  }

  /** Shows all steps of a run from its start. */
  public void plan(long totalSteps) {
    all.forEach(curve -> curve.plan(totalSteps));
  }

  /** Draws what another run came to beside each curve. */
  public void compareWith(Optional<Reference> reference) {
    all.forEach(curve -> curve.compareWith(reference));
  }

  /** Appends a row of any kind; {@link #refresh()} shows it. */
  public void add(LogRow row) {
    all.forEach(curve -> curve.add(row));
  }

  /** Shows what was appended. */
  public void refresh() {
    all.forEach(MetricCurve::refresh);
  }

  /** The charts of a group, in their order. */
  public List<MetricCurve> of(Group group) {
    return all.stream().filter(curve -> curve.metric().group() == group).toList();
  }

  /** The one of a metric. */
  public MetricCurve of(RunMetric metric) {
    return all.stream().filter(curve -> curve.metric() == metric).findFirst().orElseThrow();
  }

  /** The chart that fills the screen, or null. */
  public ObjectProperty<@Nullable MetricCurve> enlargedProperty() {
    return enlarged;
  }

  /** Enlarges the next chart, or the one before if {@code by} is negative. */
  public void enlargeNext(int by) {
    MetricCurve now = enlarged.get();
    if (now != null) {
      enlarged.set(all.get(Math.floorMod(all.indexOf(now) + by, all.size())));
    }
  }
}
