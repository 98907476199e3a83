package app.valence.ui.controls.chart;

/** A vertical line at {@code x} with a short text, such as the best step of a run. */
public record Marker(double x, String text) {}
