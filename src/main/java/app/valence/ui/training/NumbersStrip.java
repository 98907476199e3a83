package app.valence.ui.training;

import app.valence.ui.text.Messages;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.VBox;

/** The numbers of a run in places that do not move while they change. */
final class NumbersStrip extends GridPane {
  private static final int MOST_COLUMNS = 6;
  private static final double TILE_WIDTH = 90;
  private static final String OF = " / ";
  private static final List<String> KEYS =
      List.of(
          "step",
          "loss",
          "accuracy",
          "speed",
          "tokens",
          "elapsed",
          "epoch",
          "evaluationLoss",
          "evaluationAccuracy",
          "best",
          "flops",
          "left");

  private final Messages messages;
  private final Figures figures;
  private final List<VBox> tiles = new ArrayList<>();
  private final List<Label> values = new ArrayList<>();

  NumbersStrip(Messages messages) {
    this.messages = messages;
    this.figures = new Figures(messages.locale());
    getStyleClass().addAll("card", "numbers");
    KEYS.forEach(key -> tiles.add(tile(key)));
    arrange(MOST_COLUMNS);
    widthProperty().subscribe(width -> arrange(columns(width.doubleValue())));
    show(RunNumbers.NONE);
  }

  /** As many columns as have room, so that the last row is full. */
  private static int columns(double width) {
    int most = width <= 0 ? MOST_COLUMNS : (int) (width / TILE_WIDTH);
    return most >= MOST_COLUMNS ? MOST_COLUMNS : Math.max(2, Math.min(4, most));
  }

  private void arrange(int columns) {
    if (getColumnConstraints().size() == columns) {
      return;
    }
    getColumnConstraints().clear();
    getChildren().clear();
    for (int i = 0; i < columns; i++) {
      var column = new ColumnConstraints();
      column.setPercentWidth(100.0 / columns);
      getColumnConstraints().add(column);
    }
    for (int i = 0; i < tiles.size(); i++) {
      add(tiles.get(i), i % columns, i / columns);
    }
  }

  private VBox tile(String key) {
    var name = new Label(messages.get("number." + key));
    name.getStyleClass().add("caption");
    var value = new Label();
    value.getStyleClass().add("figure");
    name.setLabelFor(value);
    values.add(value);
    return new VBox(name, value);
  }

  /** Shows the numbers; what is not known is a dash. */
  void show(RunNumbers now) {
    RunNumbers.Position position = now.position();
    RunNumbers.Scores scores = now.scores();
    boolean planned = position.total() > 0;
    set(
        "step",
        planned
            ? figures.count(position.step()) + OF + figures.count(position.total())
            : unknown());
    set(
        "epoch",
        planned
            ? figures.fixed(position.epoch(), 1) + OF + figures.rounded(position.epochs())
            : unknown());
    set("loss", figures.fixed(scores.loss(), 3));
    set("evaluationLoss", figures.fixed(scores.evaluationLoss(), 3));
    set("accuracy", figures.percent(scores.accuracy()));
    set("evaluationAccuracy", figures.percent(scores.evaluationAccuracy()));
    set("speed", figures.rounded(now.samplesPerSecond()));
    set("tokens", figures.metric(now.tokens()));
    set("flops", figures.metric(now.flops()));
    set("elapsed", figures.time(now.seconds()));
    set("left", now.remaining().map(figures::time).orElse(unknown()));
    set("best", now.bestStep() > 0 ? figures.count(now.bestStep()) : unknown());
  }

  private String unknown() {
    return figures.fixed(Double.NaN, 0);
  }

  private void set(String key, String text) {
    values.get(KEYS.indexOf(key)).setText(text);
  }
}
