package app.valence.ui.controls.chart;

/** The words of a chart, in English unless a view gives others. */
public record ChartTexts(
    String resetZoom,
    String logarithmicY,
    String exportPng,
    String exportSvg,
    String exportCsv,
    String smoothed,
    String measured,
    String shown,
    String hidden) {
  /** English. */
  public static final ChartTexts ENGLISH =
      new ChartTexts(
          "Show everything",
          "Logarithmic y axis",
          "Export picture (PNG)…",
          "Export drawing (SVG)…",
          "Export values (CSV)…",
          "smoothed",
          "measured",
          "shown",
          "hidden");
}
