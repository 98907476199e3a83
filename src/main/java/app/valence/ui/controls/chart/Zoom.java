package app.valence.ui.controls.chart;

import org.jspecify.annotations.Nullable;

/**
 * The stretch of x that is looked at: all of it, which follows new points, or a part that stays.
 */
final class Zoom {
  private static final double DEEPEST = 1e-6;

  private ValueRange full = new ValueRange(0, 1);
  private AxisScale scale = AxisScale.LINEAR;
  private @Nullable ValueRange part;

  /** Says what there is to see. */
  void setFull(ValueRange range, AxisScale newScale) {
    if (scale != newScale) {
      part = null;
    }
    full = range;
    scale = newScale;
    // A run that starts anew leaves nothing to see where the last one was looked at.
    if (part != null && (part.from() >= full.to() || part.to() <= full.from())) {
      part = null;
    }
  }

  /** What is looked at. */
  ValueRange range() {
    return part == null ? full : part;
  }

  AxisScale scale() {
    return scale;
  }

  boolean isZoomed() {
    return part != null;
  }

  void reset() {
    part = null;
  }

  /** Shows {@code factor} times as much, while {@code center} stays where it is. */
  void by(double factor, double center) {
    var axis = new Viewport.Axis(scale, range());
    double share = axis.share(center);
    show(axis.at(share - share * factor), axis.at(share + (1 - share) * factor));
  }

  /** Moves by a share of what is looked at, to the right if positive. */
  void pan(double share) {
    if (part == null) {
      return;
    }
    var all = new Viewport.Axis(scale, full);
    double low = all.share(part.from());
    double high = all.share(part.to());
    double shift = Math.max(-low, Math.min(1 - high, share * (high - low)));
    part = new ValueRange(all.at(low + shift), all.at(high + shift));
  }

  /** Looks at a stretch, in either order, cut to what there is; nothing happens if it is empty. */
  void show(double oneEnd, double otherEnd) {
    var all = new Viewport.Axis(scale, full);
    double low = Math.max(0, all.share(Math.min(oneEnd, otherEnd)));
    double high = Math.min(1, all.share(Math.max(oneEnd, otherEnd)));
    if (low <= 1e-9 && high >= 1 - 1e-9) {
      part = null;
    } else if (high - low >= DEEPEST) {
      part = new ValueRange(all.at(low), all.at(high));
    }
  }
}
