package app.valence.ui.controls.chart;

/** A shaded stretch of the x axis with a short text, such as where a run overfits. */
public record Span(double from, double to, String text) {
  public Span {
    if (!(from <= to)) {
      throw new IllegalArgumentException(
          "a span must not end (" + to + ") before it starts " + from);
    }
  }
}
