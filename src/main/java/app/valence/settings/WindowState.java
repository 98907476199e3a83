package app.valence.settings;

/**
 * How the window was left.
 *
 * @param x left edge on the desktop, in pixels as JavaFX counts them; may be negative
 * @param y upper edge
 * @param width of the window when it is not maximised
 * @param height of the window when it is not maximised
 * @param screen the name of the screen that was open; empty for the first one
 * @param inspectorOpen whether the inspector is shown
 */
public record WindowState(
    double x,
    double y,
    double width,
    double height,
    boolean maximised,
    String screen,
    boolean inspectorOpen) {
  /** The window before anybody moved it; not a number means that the system places it. */
  public static final WindowState DEFAULTS =
      new WindowState(Double.NaN, Double.NaN, 1280, 800, false, "", true);

  private static final double SMALLEST = 100;
  private static final double LARGEST = 100_000;

  /** Checks the ranges. */
  public WindowState {
    if (!isSize(width) || !isSize(height)) {
      throw new IllegalArgumentException("No window is " + width + " × " + height);
    }
  }

  /** Whether the window has a place of its own on the desktop. */
  public boolean isPlaced() {
    return isPlace(x) && isPlace(y);
  }

  static boolean isSize(double value) {
    return value >= SMALLEST && value <= LARGEST;
  }

  static boolean isPlace(double value) {
    return Math.abs(value) <= LARGEST;
  }
}
