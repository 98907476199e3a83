package app.valence.ui.data;

import app.valence.ui.text.Messages;
import java.util.Locale;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;

/** Why files could not be read, and a field for what a person can say about them. */
public final class FailureBar extends HBox {
  private final Label text = new Label();
  private final Label question = new Label();
  private final TextField answer = new TextField();
  private final Button again = new Button();
  private final Button close = new Button("", new FontIcon("mdal-close"));
  private final HBox remedy = new HBox(8, question, answer, again);

  /** A bar that is hidden. */
  public FailureBar() {
    var icon = new FontIcon("mdal-error_outline");
    icon.getStyleClass().add("failure-icon");
    text.setWrapText(true);
    text.setMinHeight(USE_PREF_SIZE);
    question.setLabelFor(answer);
    question.setMinWidth(USE_PREF_SIZE);
    answer.setPrefColumnCount(14);
    again.setMinWidth(USE_PREF_SIZE);
    remedy.setAlignment(Pos.CENTER_LEFT);
    remedy.managedProperty().bind(remedy.visibleProperty());
    close.getStyleClass().addAll("flat", "small", "button-icon");
    var words = new VBox(8, text, remedy);
    setHgrow(words, Priority.ALWAYS);
    getStyleClass().addAll("space-m", "failure-bar");
    getChildren().setAll(icon, words, close);
    managedProperty().bind(visibleProperty());
    setVisible(false);
  }

  void bind(DataOpening opening, Messages messages) {
    again.setText(messages.get("failed.again"));
    close.setAccessibleText(messages.get("failed.close"));
    close.setOnAction(pressed -> opening.dismiss());
    again.disableProperty().bind(answer.textProperty().isEmpty());
    again.setOnAction(pressed -> opening.readAgain(answer.getText()));
    answer.setOnAction(entered -> opening.readAgain(answer.getText()));
    opening.failureProperty().subscribe(failure -> show(failure, messages));
  }

  private void show(DataOpening.@Nullable Failure failure, Messages messages) {
    setVisible(failure != null);
    if (failure == null) {
      return;
    }
    text.setText(failure.text());
    remedy.setVisible(failure.remedy().isPresent());
    answer.clear();
    failure
        .remedy()
        .ifPresent(
            option ->
                question.setText(messages.get("remedy." + option.name().toLowerCase(Locale.ROOT))));
  }
}
