package app.valence.ui.shell;

import app.valence.ui.commands.CommandEntry;
import app.valence.ui.text.Messages;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyCombination;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Shows every key that does something, by group. */
public final class Keys {
  private static final double VIEWPORT = 420;

  private final ShellViewModel model;
  private final GridPane grid = new GridPane(24, 6);
  private final ScrollPane scroll = new ScrollPane(grid);
  private final VBox card;

  /** The keys of all of the window's commands. */
  public Keys(ShellViewModel model, Messages messages) {
    this.model = model;
    var title = new Label(messages.get("keys.title"));
    title.getStyleClass().add("screen-title");
    var note = new Label(messages.get("keys.note"));
    note.getStyleClass().add("caption");
    note.setWrapText(true);
    scroll.setFitToWidth(true);
    scroll.setPrefViewportHeight(VIEWPORT);
    scroll.setId("keys-scroll");
    card = new VBox(title, note, scroll);
    card.getStyleClass().add("overlay-card");
    card.setMaxHeight(Region.USE_PREF_SIZE);
  }

  /** The keys as an overlay. */
  public OverlayContent overlay() {
    return new OverlayContent(
        card,
        () -> {
          fill();
          scroll.requestFocus();
        });
  }

  private void fill() {
    grid.getChildren().clear();
    String group = "";
    int row = 0;
    for (CommandEntry entry : model.commands().entries()) {
      if (entry.shortcut().isEmpty()) {
        continue;
      }
      if (!entry.group().equals(group)) {
        group = entry.group();
        var heading = new Label(group);
        heading.getStyleClass().add("heading");
        heading.setPadding(new javafx.geometry.Insets(row == 0 ? 0 : 10, 0, 2, 0));
        grid.add(heading, 0, row++, 2, 1);
      }
      grid.add(label(entry.shortcut()), 0, row);
      grid.add(new Label(entry.title()), 1, row++);
    }
  }

  /** A key as this system writes it, such as Ctrl+K or ⌘K. */
  static Label label(String shortcut) {
    var label = new Label(KeyCombination.valueOf(shortcut).getDisplayText());
    label.getStyleClass().add("shortcut");
    return label;
  }
}
