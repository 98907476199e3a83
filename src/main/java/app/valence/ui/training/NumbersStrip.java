package app.valence.ui.training;

import app.valence.ui.controls.FigureTiles;
import app.valence.ui.text.Figures;
import app.valence.ui.text.Messages;
import java.util.List;
import javafx.scene.layout.Region;

/** The numbers of a run in places that do not move while they change. */
final class NumbersStrip {
  private static final int MOST_COLUMNS = 6;
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
  private final FigureTiles tiles;

  NumbersStrip(Messages messages) {
    this.messages = messages;
    this.figures = new Figures(messages.locale());
    this.tiles = new FigureTiles(MOST_COLUMNS, KEYS, key -> messages.get("number." + key));
    tiles.getStyleClass().addAll("card", "numbers");
    show(RunNumbers.NONE);
  }

  /** The strip for a scene. */
  Region node() {
    return tiles;
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
    tiles.name(
        "accuracy", messages.get(scores.ofTokens() ? "number.tokenAccuracy" : "number.accuracy"));
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
    tiles.set(key, text);
  }
}
