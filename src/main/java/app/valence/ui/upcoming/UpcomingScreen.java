package app.valence.ui.upcoming;

import app.valence.ui.controls.EmptyState;
import app.valence.ui.navigation.Screen;
import app.valence.ui.navigation.ScreenContent;
import app.valence.ui.text.Messages;
import java.util.List;
import java.util.Locale;
import javafx.scene.control.Label;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/**
 * A screen that is not there yet says in a sentence what it will do, and what does it meanwhile.
 */
public final class UpcomingScreen {
  private UpcomingScreen() {}

  /** The words for {@code screen}. */
  public static ScreenContent create(Screen screen, Locale locale) {
    Messages messages = Messages.of(UpcomingScreen.class, locale);
    var state = new EmptyState();
    state.setIcon(messages.get(screen.key() + ".icon"));
    state.setTitle(messages.get(screen.key() + ".title"));
    state.setText(messages.get(screen.key() + ".text"));
    var note = new Label(messages.get("inspector"));
    note.setWrapText(true);
    note.getStyleClass().add("caption");
    var inspector = new VBox(note);
    inspector.getStyleClass().add("pad-l");
    return new ScreenContent(new StackPane(state), inspector, List.of());
  }
}
