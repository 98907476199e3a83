package app.valence.ui.controls.chart;

import java.util.List;
import javafx.scene.paint.Color;

/** How a line is drawn; an empty list of dashes is a solid line. */
record Stroke(Color color, double width, List<Double> dashes) {
  Stroke(Color color, double width) {
    this(color, width, List.of());
  }
}
