package app.valence.ui.model;

import app.valence.ui.commands.Command;
import javafx.beans.value.ObservableBooleanValue;
import javafx.beans.value.ObservableStringValue;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;

/** Ties nodes to what they show. */
final class Bound {
  private Bound() {}

  /** The button does {@code command} whenever that is possible. */
  static void command(Button button, Command command) {
    button.setOnAction(event -> command.execute());
    button.disableProperty().bind(command.executableProperty().not());
  }

  /** The node takes room only while {@code condition} says so. */
  static void shownWhile(Node node, ObservableBooleanValue condition) {
    node.visibleProperty().bind(condition);
    node.managedProperty().bind(condition);
  }

  /** The label takes room only while there is a text. */
  static void text(Label label, ObservableStringValue text) {
    label.textProperty().bind(text);
    shownWhile(label, label.textProperty().isNotEmpty());
  }

  /** The node takes room or not. */
  static void visible(Node node, boolean is) {
    node.setVisible(is);
    node.setManaged(is);
  }
}
