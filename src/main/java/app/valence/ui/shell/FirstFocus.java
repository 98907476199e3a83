package app.valence.ui.shell;

import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;

/**
 * Puts the focus into a screen that has just appeared. Left alone, JavaFX would put it on the rail,
 * where the next space that somebody types leads to another screen.
 */
final class FirstFocus {
  /** The style class by which a screen marks where typing goes first. */
  private static final String MARK = ".first-focus";

  private FirstFocus() {}

  /** Focuses what the screen marked, else its first button, else the screen itself. */
  static void in(Parent content) {
    // What lies in a scroll pane can be found only once the pane has its skin.
    content.applyCss();
    Stream.concat(
            content.lookupAll(MARK).stream(),
            content.lookupAll(".button").stream().filter(Button.class::isInstance))
        .filter(FirstFocus::canHaveFocus)
        .findFirst()
        .orElse(content)
        .requestFocus();
  }

  private static boolean canHaveFocus(Node node) {
    for (Node n = node; n != null; n = n.getParent()) {
      if (!n.isVisible()) {
        return false;
      }
    }
    return node.isFocusTraversable() && !node.isDisabled();
  }
}
