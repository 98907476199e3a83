package app.valence.ui.dialogs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.scene.control.Alert;
import javafx.scene.control.ButtonBar.ButtonData;
import javafx.scene.control.ButtonType;
import javafx.stage.Window;

/** Questions in a dialog over the window. */
public final class FxQuestions implements Questions {
  private final Supplier<Window> owner;

  /** Dialogs over a window that is there when they open. */
  public FxQuestions(Supplier<Window> owner) {
    this.owner = owner;
  }

  @Override
  public Optional<Integer> ask(Question question) {
    List<ButtonType> buttons = new ArrayList<>();
    for (int i = 0; i < question.answers().size(); i++) {
      boolean last = i == question.answers().size() - 1;
      buttons.add(
          new ButtonType(
              question.answers().get(i),
              i == 0 ? ButtonData.OK_DONE : last ? ButtonData.CANCEL_CLOSE : ButtonData.OTHER));
    }
    var alert = new Alert(Alert.AlertType.NONE, question.text());
    alert.getButtonTypes().setAll(buttons);
    alert.setTitle(question.title());
    alert.setHeaderText(question.title());
    Window window = owner.get();
    if (window != null && window.isShowing()) {
      alert.initOwner(window);
      alert.getDialogPane().getStylesheets().setAll(window.getScene().getStylesheets());
    }
    alert.getDialogPane().setPrefWidth(460);
    return alert.showAndWait().map(buttons::indexOf);
  }
}
