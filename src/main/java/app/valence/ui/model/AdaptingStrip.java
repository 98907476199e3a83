package app.valence.ui.model;

import app.valence.ui.controls.FigureTiles;
import app.valence.ui.controls.NumberInput;
import app.valence.ui.text.Figures;
import app.valence.ui.text.Messages;
import java.util.List;
import javafx.scene.layout.Region;

/** The numbers of an adaptation. */
final class AdaptingStrip {
  private static final int COLUMNS = 6;
  private static final String OF = " / ";
  private static final List<String> KEYS =
      List.of(
          "step",
          "loss",
          "accuracy",
          "learningRate",
          "speed",
          "elapsed",
          "epoch",
          "heldOutLoss",
          "heldOutAccuracy",
          "gradientNorm",
          "tokens",
          "left");

  private final Messages messages;
  private final Figures figures;
  private final FigureTiles tiles;

  AdaptingStrip(Messages messages) {
    this.messages = messages;
    this.figures = new Figures(messages.locale());
    this.tiles = new FigureTiles(COLUMNS, KEYS, key -> messages.get("number." + key));
    tiles.getStyleClass().addAll("card", "numbers");
    show(AdaptingNumbers.NONE);
  }

  /** The strip for a scene. */
  Region node() {
    return tiles;
  }

  /** Shows the numbers; what is not known is a dash. */
  void show(AdaptingNumbers now) {
    String unknown = figures.fixed(Double.NaN, 0);
    boolean planned = now.total() > 0;
    tiles.set(
        "step", planned ? figures.count(now.step()) + OF + figures.count(now.total()) : unknown);
    tiles.set(
        "epoch",
        planned ? figures.fixed(now.epoch(), 1) + OF + figures.fixed(now.epochs(), 1) : unknown);
    tiles.set("loss", figures.fixed(now.get("loss"), 3));
    tiles.set("accuracy", figures.percent(now.get("mean_token_accuracy")));
    tiles.set("heldOutLoss", figures.fixed(now.get("eval_loss"), 3));
    tiles.set("heldOutAccuracy", figures.percent(now.get("eval_mean_token_accuracy")));
    tiles.set("speed", figures.rounded(now.get("samples_per_second")));
    tiles.set("tokens", figures.metric(now.get("num_tokens")));
    double rate = now.get("learning_rate");
    tiles.set("learningRate", Double.isNaN(rate) ? unknown : rate(rate));
    tiles.set("gradientNorm", figures.fixed(now.get("grad_norm"), 2));
    tiles.set("elapsed", figures.time(now.get("runtime")));
    tiles.set("left", now.remaining().map(figures::time).orElse(unknown));
  }

  /** Two digits are enough for a number that moves all the time. */
  private String rate(double rate) {
    double rounded = Double.parseDouble(String.format(java.util.Locale.ROOT, "%.1e", rate));
    return NumberInput.format(rounded, messages.locale());
  }
}
