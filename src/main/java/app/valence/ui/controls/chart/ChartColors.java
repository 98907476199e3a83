package app.valence.ui.controls.chart;

import javafx.scene.paint.Color;

/** The colours of everything but the curves. */
record ChartColors(
    Color text, Color muted, Color grid, Color background, Color span, double fontSize) {
  private static final double PALE = 0.30;
  private static final double GHOST = 0.55;

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
    return Color.color(full.getRed(), full.getGreen(), full.getBlue(), PALE);
  }

  Color ghost(CurveColor color) {
    return background.interpolate(full(color), GHOST);
  }
}
