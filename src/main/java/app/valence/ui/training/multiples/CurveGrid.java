package app.valence.ui.training.multiples;

import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Region;

/**
 * Groups of tiles, each below its heading, in as many columns as have room; all tiles are equally
 * large and fill the height if they can. The arrow keys go from one to another.
 */
final class CurveGrid extends Region {
  private static final double TILE_WIDTH = 160;
  private static final double TILE_HEIGHT = 138;
  private static final double HIGHEST_TILE = 260;
  private static final double GAP = 16;
  private static final int MOST_COLUMNS = 5;

  private record Group(Label heading, List<Node> tiles) {}

  private final List<Group> groups = new ArrayList<>();
  private final List<Node> tiles = new ArrayList<>();

  CurveGrid() {
    getStyleClass().add("curve-grid");
    addEventHandler(KeyEvent.KEY_PRESSED, this::press);
  }

  void add(String heading, List<? extends Node> members) {
    var label = new Label(heading);
    label.getStyleClass().add("group-heading");
    groups.add(new Group(label, List.copyOf(members)));
    tiles.addAll(members);
    getChildren().add(label);
    getChildren().addAll(members);
  }

  @Override
  public Orientation getContentBias() {
    return Orientation.HORIZONTAL;
  }

  private double inner(double width) {
    return Math.max(0, width - snappedLeftInset() - snappedRightInset());
  }

  private int columns(double width) {
    int fit = (int) ((inner(width) + GAP) / (TILE_WIDTH + GAP));
    return Math.max(1, Math.min(MOST_COLUMNS, fit));
  }

  private static int rows(Group group, int columns) {
    return (group.tiles.size() + columns - 1) / columns;
  }

  /** Headings, gaps and insets: all of the height but the tiles. */
  private double frame(int columns) {
    double height = snappedTopInset() + snappedBottomInset();
    for (Group group : groups) {
      height += group.heading.prefHeight(-1) + rows(group, columns) * GAP;
    }
    return height;
  }

  private int rows(int columns) {
    return groups.stream().mapToInt(group -> rows(group, columns)).sum();
  }

  @Override
  protected double computeMinHeight(double width) {
    int columns = columns(width < 0 ? getWidth() : width);
    return frame(columns) + rows(columns) * TILE_HEIGHT;
  }

  @Override
  protected double computePrefHeight(double width) {
    return computeMinHeight(width);
  }

  @Override
  protected double computeMinWidth(double height) {
    return TILE_WIDTH;
  }

  @Override
  protected double computePrefWidth(double height) {
    return MOST_COLUMNS * (TILE_WIDTH + GAP);
  }

  @Override
  protected void layoutChildren() {
    int columns = columns(getWidth());
    double width = Math.floor((inner(getWidth()) - (columns - 1) * GAP) / columns);
    double free = (getHeight() - frame(columns)) / rows(columns);
    double height = Math.floor(Math.max(TILE_HEIGHT, Math.min(HIGHEST_TILE, free)));
    double top = snappedTopInset();
    for (Group group : groups) {
      double heading = group.heading.prefHeight(-1);
      group.heading.resizeRelocate(snappedLeftInset(), top, inner(getWidth()), heading);
      top += heading;
      for (int i = 0; i < group.tiles.size(); i++) {
        int row = i / columns;
        double left = snappedLeftInset() + i % columns * (width + GAP);
        group.tiles.get(i).resizeRelocate(left, top + row * (height + GAP), width, height);
      }
      top += rows(group, columns) * (height + GAP);
    }
  }

  private void press(KeyEvent event) {
    int columns = columns(getWidth());
    int by =
        event.getCode() == KeyCode.LEFT
            ? -1
            : event.getCode() == KeyCode.RIGHT
                ? 1
                : event.getCode() == KeyCode.UP
                    ? -columns
                    : event.getCode() == KeyCode.DOWN ? columns : 0;
    int now = getScene() == null ? -1 : tiles.indexOf(getScene().getFocusOwner());
    if (by != 0 && now >= 0) {
      if (now + by >= 0 && now + by < tiles.size()) {
        tiles.get(now + by).requestFocus();
      }
      event.consume();
    }
  }
}
