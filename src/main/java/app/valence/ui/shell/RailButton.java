package app.valence.ui.shell;

import app.valence.ui.navigation.Screen;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import org.kordamp.ikonli.javafx.FontIcon;

/** A screen's button on the rail. */
final class RailButton extends ToggleButton {
  RailButton(Screen screen, ShellViewModel model, ToggleGroup group) {
    super(model.title(screen), new FontIcon(icon(screen)));
    setId("rail-" + screen.key());
    getStyleClass().add("rail-button");
    setToggleGroup(group);
    setTooltip(new Tooltip(model.title(screen) + "  (Ctrl/⌘ " + screen.place() + ")"));
    setOnAction(
        event -> {
          setSelected(true);
          model.navigator().show(screen);
        });
    model.navigator().currentProperty().subscribe(current -> setSelected(current == screen));
  }

  private static String icon(Screen screen) {
    return switch (screen) {
      case DATA -> "mdmz-table_chart";
      case MODEL -> "mdmz-memory";
      case TRAIN -> "mdmz-show_chart";
      case EVALUATE -> "mdal-fact_check";
      case TEST -> "mdal-chat_bubble_outline";
      case LABEL -> "mdal-label";
      case RUNS -> "mdal-history";
    };
  }
}
