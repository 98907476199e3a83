package app.valence.ui.controls.chart;

import javafx.scene.paint.Color;

/** The colours of everything but the curves. */
record ChartColors(
    Color text, Color muted, Color grid, Color background, Color span, double fontSize) {
  private static final double PALE = 0.30;
  private static final double PALE_ON_DARK = 0.40;
  private static final double GHOST = 0.6;
  private static final double SHADE = 0.6;

  boolean dark() {
    // Weights of Rec. 709.
    return 0.2126 * background.getRed()
            + 0.7152 * background.getGreen()
            + 0.0722 * background.getBlue()
        < 0.5;
  }

  Color full(CurveColor color) {
    int rgb = color.rgb(dark());
    return Color.rgb(rgb >> 16 & 0xFF, rgb >> 8 & 0xFF, rgb & 0xFF);
  }

  /** The tone of the raw curve behind its average, seen through so that two bands can overlap. */
  Color pale(CurveColor color) {
    Color full = full(color);
    return Color.color(
        full.getRed(), full.getGreen(), full.getBlue(), dark() ? PALE_ON_DARK : PALE);
  }

  /** The tone of spans; a light theme's is meant for small boxes and would outshine the curves. */
  Color shade() {
    return dark() ? span : span.deriveColor(0, 1, 1, SHADE);
  }

  Color ghost(CurveColor color) {
    return background.interpolate(full(color), GHOST);
  }
}
