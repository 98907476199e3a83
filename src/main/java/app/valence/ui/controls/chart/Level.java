package app.valence.ui.controls.chart;

/**
 * A quiet horizontal line at {@code y} with a short text, such as what another run came to. One
 * that lies far from the curves is only pointed at, for they would be flat beside it.
 */
public record Level(double y, String text) {}
