package app.valence.ui.training;

import javafx.scene.control.Label;
import org.kordamp.ikonli.javafx.FontIcon;

/** A warning of a run in a line of its own. */
final class WarningLine extends Label {
  WarningLine(String words) {
    super(words, new FontIcon("mdmz-warning"));
    setWrapText(true);
    setMinHeight(USE_PREF_SIZE);
    getStyleClass().add("warning");
  }
}
