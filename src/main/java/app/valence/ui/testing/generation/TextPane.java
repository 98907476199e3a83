package app.valence.ui.testing.generation;

import app.valence.model.generation.TextGenerator.End;
import app.valence.ui.commands.Command;
import app.valence.ui.text.Messages;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;
import org.kordamp.ikonli.javafx.FontIcon;

/** A text as it is written, its prompt paler before it, with its figures and its end. */
final class TextPane extends VBox {
  private static final KeyCombination COPY =
      new KeyCodeCombination(KeyCode.C, KeyCombination.SHORTCUT_DOWN);
  private static final double LEAST_HEIGHT = 72;

  private final Messages messages;
  private final ObservableValue<ShownText> shown;
  private final Text prompt = new Text();
  private final Text text = new Text();
  private final Label nothing = new Label();
  private final TextFlow flow = new TextFlow(prompt, text);
  private final ScrollPane scroll = new ScrollPane(flow);
  private final Label figures = new Label();
  private final Label ending = new Label();
  private final FontIcon icon = new FontIcon();
  private final Command copy;

  TextPane(ObservableValue<ShownText> shown, Messages messages) {
    this.messages = messages;
    this.shown = shown;
    var hasText = new SimpleBooleanProperty();
    hasText.bind(shown.map(now -> !now.text().isEmpty()));
    this.copy = Command.when(hasText, this::copy);
    getStyleClass().addAll("card", "space-s", "written");
    prompt.getStyleClass().add("prompt-part");
    text.getStyleClass().add("written-part");
    flow.getStyleClass().add("text-flow");
    nothing.setText(messages.get("text.nothing"));
    nothing.getStyleClass().add("muted");
    nothing.setWrapText(true);
    getChildren().setAll(header(), page());
    shown.subscribe(this::show);
  }

  private HBox header() {
    var title = new Label(messages.get("text.title"));
    title.getStyleClass().add("heading");
    title.setMinWidth(USE_PREF_SIZE);
    figures.getStyleClass().add("caption");
    figures.setId("figures");
    ending.getStyleClass().add("caption");
    ending.setGraphic(icon);
    ending.setId("ending");
    var space = new Region();
    HBox.setHgrow(space, Priority.ALWAYS);
    var copies = new Button(messages.get("text.copy"), new FontIcon("mdal-content_copy"));
    copies.setId("text-copy");
    copies.getStyleClass().add("flat");
    copies.setMinWidth(USE_PREF_SIZE);
    copies.setTooltip(new Tooltip(messages.get("text.copy.hint")));
    copies.disableProperty().bind(copy.executableProperty().not());
    copies.setOnAction(event -> copy.execute());
    var row = new HBox(12, title, figures, ending, space, copies);
    row.setAlignment(Pos.CENTER_LEFT);
    return row;
  }

  private Node page() {
    scroll.setFitToWidth(true);
    scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    scroll.setFocusTraversable(true);
    scroll.setMinHeight(LEAST_HEIGHT);
    scroll.setPrefHeight(LEAST_HEIGHT);
    scroll.setId("written");
    scroll.getStyleClass().addAll("edge-to-edge", "page");
    scroll.setOnKeyPressed(
        event -> {
          if (COPY.match(event)) {
            copy.execute();
            event.consume();
          }
        });
    VBox.setVgrow(scroll, Priority.ALWAYS);
    return scroll;
  }

  private void show(ShownText now) {
    boolean grows = now.whole().startsWith(prompt.getText() + text.getText());
    boolean follows = grows && isAtEnd();
    boolean isEmpty = now.equals(ShownText.NONE);
    scroll.setContent(isEmpty ? nothing : flow);
    prompt.setText(now.prompt());
    text.setText(now.text());
    figures.setText(now.figures());
    ending.setText(now.ending());
    ending.setVisible(now.end().isPresent());
    ending.setManaged(ending.isVisible());
    now.end().ifPresent(end -> icon.setIconLiteral(icon(end)));
    scroll.setAccessibleText(messages.get("text.title") + ": " + now.whole());
    if (follows || !grows) {
      scroll.applyCss();
      scroll.layout();
      scroll.setVvalue(follows ? scroll.getVmax() : 0);
    }
  }

  /** Whoever scrolled back to read is left there. */
  private boolean isAtEnd() {
    boolean fits = flow.getHeight() <= scroll.getViewportBounds().getHeight();
    return fits || scroll.getVvalue() >= scroll.getVmax() - 0.01;
  }

  private static String icon(End end) {
    return switch (end) {
      case END_OF_TEXT -> "mdal-check";
      case MAXIMUM -> "mdmz-more_horiz";
      case MODEL_FULL -> "mdmz-warning";
      case CANCELLED -> "mdmz-stop";
    };
  }

  private void copy() {
    var content = new ClipboardContent();
    content.putString(shown.getValue().whole());
    Clipboard.getSystemClipboard().setContent(content);
  }

  /** Copies the text with its prompt. */
  Command copyCommand() {
    return copy;
  }
}
