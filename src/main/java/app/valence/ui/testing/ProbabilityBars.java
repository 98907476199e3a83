package app.valence.ui.testing;

import app.valence.ui.controls.ClassBar;
import java.util.ArrayList;
import java.util.List;
import javafx.animation.Interpolator;
import javafx.animation.KeyFrame;
import javafx.animation.KeyValue;
import javafx.animation.Timeline;
import javafx.scene.layout.VBox;
import javafx.util.Duration;

/** The probabilities of all classes as bars, which glide to their new lengths. */
final class ProbabilityBars extends VBox {
  private static final Duration GLIDE = Duration.millis(140);
  private static final double NUMBER_WIDTH = 56;
  private static final String NO_NUMBER = "–";

  private List<String> names = List.of();
  private final List<ClassBar> bars = new ArrayList<>();
  private Timeline glide = new Timeline();

  ProbabilityBars() {
    getStyleClass().add("probability-bars");
  }

  void show(List<ClassShare> shares) {
    List<String> wanted = shares.stream().map(ClassShare::name).toList();
    if (!wanted.equals(names)) {
      names = wanted;
      bars.clear();
      shares.forEach(share -> bars.add(new ClassBar(share.label(), share.name(), NUMBER_WIDTH)));
      getChildren().setAll(bars);
    }
    glide.stop();
    var values = new ArrayList<KeyValue>();
    for (int i = 0; i < bars.size(); i++) {
      ClassShare share = shares.get(i);
      bars.get(i).setNumber(share.percent().isEmpty() ? NO_NUMBER : share.percent());
      var length = bars.get(i).shareProperty();
      values.add(new KeyValue(length, share.probability(), Interpolator.EASE_OUT));
    }
    glide = new Timeline(new KeyFrame(GLIDE, values.toArray(new KeyValue[0])));
    glide.play();
  }
}
