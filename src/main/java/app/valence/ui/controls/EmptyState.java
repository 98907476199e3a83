package app.valence.ui.controls;

import app.valence.ui.commands.Command;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;

/** What a screen shows while it has nothing: what it is for, and the next thing to do. */
public final class EmptyState extends VBox {
  private final FontIcon icon = new FontIcon();
  private final Label title = new Label();
  private final Label text = new Label();

  /** An empty state without an action. */
  public EmptyState() {
    getStyleClass().add("empty-state");
    title.getStyleClass().add("heading");
    text.getStyleClass().add("muted");
    getChildren().setAll(icon, title, text);
  }

  /** The icon's code in the Material pack, such as {@code mdal-folder_open}. */
  public void setIcon(String literal) {
    icon.setIconLiteral(literal);
  }

  /** The icon's code. */
  public String getIcon() {
    return icon.getIconLiteral();
  }

  /** What is missing, in a few words. */
  public void setTitle(String words) {
    title.setText(words);
  }

  /** What is missing. */
  public String getTitle() {
    return title.getText();
  }

  /** What the screen does once it is there, in a sentence or two. */
  public void setText(String words) {
    text.setText(words);
  }

  /** What the screen does. */
  public String getText() {
    return text.getText();
  }

  /** Offers {@code command} as the next thing to do; what is offered first stands out. */
  public void offer(String words, Command command) {
    var button = new Button(words);
    if (getChildren().stream().noneMatch(Button.class::isInstance)) {
      button.getStyleClass().add("accent");
    }
    button.setOnAction(event -> command.execute());
    button.disableProperty().bind(command.executableProperty().not());
    getChildren().add(button);
  }
}
