package app.valence.ui.controls;

import app.valence.ui.theme.ClassColors;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;

/** One class's share as a bar in its colour, between its name and its number. */
public final class ClassBar extends HBox {
  private static final double NAME_WIDTH = 110;
  private static final double BAR_HEIGHT = 14;

  private final Label text;
  private final Label number = new Label();
  private final DoubleProperty share = new SimpleDoubleProperty(this, "share", 0);

  /**
   * A bar for one class.
   *
   * @param label the class, which decides the colour
   * @param name the class's name
   * @param numberWidth room for the number, in pixels
   */
  public ClassBar(int label, String name, double numberWidth) {
    getStyleClass().add("class-bar");
    setAlignment(Pos.CENTER_LEFT);
    setSpacing(8);
    var dot = new Region();
    dot.getStyleClass().addAll("class-dot", ClassColors.styleClass(label));
    text = new Label(name);
    setNameWidth(NAME_WIDTH);
    number.getStyleClass().add("number");
    number.setMinWidth(numberWidth);
    number.setAlignment(Pos.CENTER_RIGHT);
    getChildren().setAll(dot, text, track(label), number);
    setAccessibleText(name);
  }

  private StackPane track(int label) {
    var fill = new Region();
    fill.getStyleClass().addAll("class-fill", ClassColors.styleClass(label));
    var track = new StackPane(fill);
    track.getStyleClass().add("bar-track");
    track.setAlignment(Pos.CENTER_LEFT);
    track.setMinHeight(BAR_HEIGHT);
    track.setPrefHeight(BAR_HEIGHT);
    track.setMaxHeight(BAR_HEIGHT);
    fill.maxWidthProperty().bind(track.widthProperty().multiply(share));
    setHgrow(track, Priority.ALWAYS);
    return track;
  }

  /** Room for the name, in pixels; a longer one is cut. */
  public void setNameWidth(double width) {
    text.setMinWidth(width);
    text.setPrefWidth(width);
    text.setMaxWidth(width);
  }

  /** The filled part, from 0 to 1. */
  public DoubleProperty shareProperty() {
    return share;
  }

  /** What stands at the bar's end, such as {@code "48.0 %"}; also said to screen readers. */
  public void setNumber(String text) {
    number.setText(text);
    setAccessibleHelp(text);
  }
}
