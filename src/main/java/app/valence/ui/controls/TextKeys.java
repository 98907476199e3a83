package app.valence.ui.controls;

import javafx.scene.control.TextArea;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/** The keys of a text area in which people write prose. */
public final class TextKeys {
  private TextKeys() {}

  /** Does {@code send} on Shortcut+Enter; Tab goes on to the next control, as everywhere else. */
  public static void install(TextArea text, Runnable send) {
    text.addEventFilter(KeyEvent.KEY_PRESSED, event -> handle(event, text, send));
  }

  private static void handle(KeyEvent event, TextArea text, Runnable send) {
    if (event.getCode() == KeyCode.ENTER && event.isShortcutDown()) {
      event.consume();
      send.run();
    } else if (event.getCode() == KeyCode.TAB && !event.isControlDown() && !event.isAltDown()) {
      event.consume();
      text.fireEvent(
          new KeyEvent(
              event.getSource(),
              event.getTarget(),
              KeyEvent.KEY_PRESSED,
              event.getCharacter(),
              event.getText(),
              KeyCode.TAB,
              event.isShiftDown(),
              true,
              false,
              false));
    }
  }
}
