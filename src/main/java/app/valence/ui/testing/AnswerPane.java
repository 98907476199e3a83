package app.valence.ui.testing;

import app.valence.ui.text.Messages;
import app.valence.ui.theme.ClassColors;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;

/** The answer: the predicted class in words, all classes as bars, and what to know about it. */
final class AnswerPane extends VBox {
  private final Messages messages;
  private final Region dot = new Region();
  private final Label name = new Label();
  private final Label percent = new Label();
  private final Label waiting = new Label();
  private final Label truth = new Label();
  private final FontIcon truthIcon = new FontIcon();
  private final ProbabilityBars bars = new ProbabilityBars();
  private final Label hint = new Label();
  private final Label numbers = new Label();

  AnswerPane(Messages messages) {
    this.messages = messages;
    getStyleClass().addAll("answer", "space-m");
    name.getStyleClass().add("screen-title");
    name.setId("prediction");
    percent.getStyleClass().addAll("screen-title", "muted");
    waiting.getStyleClass().add("muted");
    waiting.setText(messages.get("answer.waiting"));
    truth.setGraphic(truthIcon);
    truth.setId("truth");
    hint.setId("hint");
    hint.setWrapText(true);
    hint.getStyleClass().add("hint");
    hint.setGraphic(new FontIcon("mdmz-warning"));
    numbers.getStyleClass().add("caption");
    numbers.setId("numbers");
    numbers.setMinWidth(USE_PREF_SIZE);
    getChildren().setAll(row(dot, name, percent, waiting, space(), truth), scrolling(), footer());
    show(null);
  }

  private static HBox row(Node... parts) {
    var row = new HBox(8, parts);
    row.setAlignment(Pos.CENTER_LEFT);
    row.getStyleClass().add("answer-row");
    return row;
  }

  private static Region space() {
    var space = new Region();
    HBox.setHgrow(space, Priority.ALWAYS);
    return space;
  }

  private ScrollPane scrolling() {
    var pane = new ScrollPane(bars);
    pane.setFitToWidth(true);
    pane.setFocusTraversable(false);
    pane.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    pane.getStyleClass().addAll("edge-to-edge", "bars-scroll");
    pane.setMinHeight(USE_PREF_SIZE);
    return pane;
  }

  private HBox footer() {
    var footer = new HBox(12, hint, space(), numbers);
    footer.setAlignment(Pos.TOP_LEFT);
    footer.getStyleClass().add("answer-footer");
    return footer;
  }

  /** Shows {@code answer}; without one, only what the pane is for. */
  void show(@Nullable ShownAnswer answer) {
    boolean answered = answer != null && answer.isAnswered();
    setShown(answered, dot, name, percent);
    setShown(!answered, waiting);
    if (answer == null) {
      bars.show(List.of());
      setShown(false, truth, hint, numbers);
      return;
    }
    dot.getStyleClass().setAll("class-dot", ClassColors.styleClass(Math.max(0, answer.label())));
    name.setText(answer.name());
    percent.setText(answer.percent());
    name.setAccessibleText(
        messages.get("answer.predicted") + ": " + answer.name() + " " + answer.percent());
    bars.show(answer.shares());
    String warnings =
        Stream.of(answer.unsure(), answer.cut())
            .filter(words -> !words.isEmpty())
            .collect(Collectors.joining(" "));
    hint.setText(warnings);
    setShown(!warnings.isEmpty(), hint);
    numbers.setText(answer.numbers());
    setShown(answered, numbers);
    showTruth(answer);
  }

  private void showTruth(ShownAnswer answer) {
    setShown(!answer.truth().isEmpty(), truth);
    truth.setText(answer.truth());
    truth.getStyleClass().setAll("label", "verdict", Verdicts.styleClass(answer.verdict()));
    truthIcon.setIconLiteral(Verdicts.icon(answer.verdict()));
  }

  private static void setShown(boolean shown, Node... nodes) {
    for (Node node : nodes) {
      node.setVisible(shown);
      node.setManaged(shown);
    }
  }
}
