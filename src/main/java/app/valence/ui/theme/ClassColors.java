package app.valence.ui.theme;

import java.util.List;

/**
 * The colours of classes, the same on every screen: the palette of Okabe and Ito (2008), which
 * people with any kind of colour vision can tell apart. The style sheet gives each its value in
 * light and dark.
 */
public final class ClassColors {
  private static final int COLORS = 8;

  private ClassColors() {}

  /** The style class of a class's colour; after eight they repeat. */
  public static String styleClass(int label) {
    return "class-color-" + Math.floorMod(label, COLORS);
  }

  /** Every style class, so that a cell can take its old one off. */
  public static List<String> all() {
    return java.util.stream.IntStream.range(0, COLORS).mapToObj(ClassColors::styleClass).toList();
  }
}
