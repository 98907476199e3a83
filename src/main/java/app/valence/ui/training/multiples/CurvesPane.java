package app.valence.ui.training.multiples;

import app.valence.ui.controls.chart.Chart;
import app.valence.ui.controls.chart.ChartData;
import app.valence.ui.text.Messages;
import app.valence.ui.training.multiples.RunMetric.Group;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;

/** All curves of a run as small charts, or one of them enlarged. */
public final class CurvesPane extends StackPane {
  private final MetricCurves curves;
  private final Messages messages;
  private final BiConsumer<Chart, ChartData> dress;
  private final Map<RunMetric, CurveTile> tiles = new EnumMap<>(RunMetric.class);
  private final ScrollPane scroll = new ScrollPane();
  private final VBox large = new VBox();
  private final Chart chart = new Chart();
  private final Label value = new Label();
  private final Label compared = new Label();
  private final Button back = new Button();

  /**
   * A pane over {@code curves}.
   *
   * @param dress gives a chart its data, words and ways to be saved
   */
  public CurvesPane(MetricCurves curves, Messages messages, BiConsumer<Chart, ChartData> dress) {
    this.curves = curves;
    this.messages = messages;
    this.dress = dress;
    getStyleClass().add("curves-pane");
    scroll.setFitToWidth(true);
    scroll.setFitToHeight(true);
    scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    scroll.setContent(grid());
    fillLarge();
    getChildren().setAll(scroll, large);
    show(null, curves.enlargedProperty().get());
    curves.enlargedProperty().subscribe(this::show);
    addEventHandler(KeyEvent.KEY_PRESSED, this::press);
  }

  private CurveGrid grid() {
    var grid = new CurveGrid();
    for (Group group : Group.values()) {
      List<CurveTile> members = curves.of(group).stream().map(this::tile).toList();
      grid.add(messages.get(group.key()), members);
    }
    return grid;
  }

  private CurveTile tile(MetricCurve curve) {
    var small = new Chart();
    dress.accept(small, curve.data());
    small.setEmptyText("");
    var tile = new CurveTile(curve, small, () -> curves.enlargedProperty().set(curve));
    tiles.put(curve.metric(), tile);
    return tile;
  }

  private void fillLarge() {
    back.setText(messages.get("multiples.back"));
    back.setGraphic(new FontIcon("mdal-arrow_back"));
    back.setOnAction(event -> curves.enlargedProperty().set(null));
    value.getStyleClass().add("value");
    compared.getStyleClass().addAll("caption", "compared");
    var room = new Region();
    HBox.setHgrow(room, Priority.ALWAYS);
    var head =
        new HBox(
            back,
            value,
            compared,
            room,
            step("multiples.before", "mdal-chevron_left", -1),
            step("multiples.next", "mdal-chevron_right", 1));
    head.getStyleClass().addAll("values", "space-s");
    VBox.setVgrow(chart, Priority.ALWAYS);
    large.getStyleClass().addAll("space-m", "large-curve");
    large.getChildren().setAll(head, chart);
  }

  private Button step(String key, String icon, int by) {
    var button = new Button(null, new FontIcon(icon));
    button.setAccessibleText(messages.get(key));
    button.setTooltip(new javafx.scene.control.Tooltip(messages.get(key)));
    button.getStyleClass().addAll("flat", "button-icon");
    button.setOnAction(event -> curves.enlargeNext(by));
    return button;
  }

  private void show(@Nullable MetricCurve was, @Nullable MetricCurve is) {
    scroll.setVisible(is == null);
    large.setVisible(is != null);
    value.textProperty().unbind();
    compared.textProperty().unbind();
    if (is != null) {
      dress.accept(chart, is.data());
      value.textProperty().bind(is.valueProperty());
      compared.textProperty().bind(is.comparedProperty());
      if (was == null) {
        back.requestFocus();
      }
    } else if (was != null) {
      CurveTile left = tiles.get(was.metric());
      if (left != null) {
        left.requestFocus();
      }
    }
  }

  private void press(KeyEvent event) {
    if (event.getCode() == KeyCode.ESCAPE && curves.enlargedProperty().get() != null) {
      curves.enlargedProperty().set(null);
      event.consume();
    }
  }
}
