package app.valence.ui.controls;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.VBox;

/** Numbers with their names, in places that do not move while they change. */
public final class FigureTiles extends GridPane {
  private static final double TILE_WIDTH = 90;

  private final int mostColumns;
  private final List<VBox> tiles = new ArrayList<>();
  private final Map<String, Label> names = new LinkedHashMap<>();
  private final Map<String, Label> values = new LinkedHashMap<>();

  /**
   * Tiles in this order.
   *
   * @param keys by which they are set
   * @param name what stands above each
   */
  public FigureTiles(int mostColumns, List<String> keys, Function<String, String> name) {
    this.mostColumns = mostColumns;
    getStyleClass().add("figure-tiles");
    keys.forEach(key -> tiles.add(tile(key, name.apply(key))));
    arrange(mostColumns);
    widthProperty().subscribe(width -> arrange(columns(width.doubleValue())));
  }

  /** As many columns as have room, so that the last row is full. */
  private int columns(double width) {
    int most = width <= 0 ? mostColumns : (int) (width / TILE_WIDTH);
    return most >= mostColumns ? mostColumns : Math.max(2, Math.min(4, most));
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

  private VBox tile(String key, String words) {
    var name = new Label(words);
    name.getStyleClass().add("caption");
    var value = new Label();
    value.getStyleClass().add("figure");
    name.setLabelFor(value);
    names.put(key, name);
    values.put(key, value);
    return new VBox(name, value);
  }

  /** Has the tile of {@code key} stand for something else. */
  public void name(String key, String words) {
    Label name = names.get(key);
    if (name != null) {
      name.setText(words);
    }
  }

  /** Shows {@code text} in the tile of {@code key}. */
  public void set(String key, String text) {
    Label value = values.get(key);
    if (value != null) {
      value.setText(text);
    }
  }
}
