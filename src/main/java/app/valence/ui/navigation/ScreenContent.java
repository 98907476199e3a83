package app.valence.ui.navigation;

import app.valence.ui.commands.CommandEntry;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.Parent;

/**
 * A screen as the shell shows it.
 *
 * @param content the screen's own work
 * @param inspector details of what is selected
 * @param commands what can be done on it
 */
public record ScreenContent(Parent content, Node inspector, List<CommandEntry> commands) {
  /** Keeps its own copy. */
  public ScreenContent {
    commands = List.copyOf(commands);
  }
}
