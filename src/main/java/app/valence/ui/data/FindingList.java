package app.valence.ui.data;

import app.valence.ui.text.Messages;
import java.util.List;
import java.util.function.IntConsumer;
import javafx.scene.control.Label;
import javafx.scene.control.TitledPane;
import javafx.scene.control.Tooltip;
import javafx.scene.control.TreeCell;
import javafx.scene.control.TreeItem;
import javafx.scene.control.TreeView;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.VBox;

/** What deserves a look, in groups that open; choosing an entry shows its example. */
public final class FindingList extends TitledPane {
  private static final double LINE = 28;
  private static final int MOST_LINES = 9;

  private final TreeView<Finding> tree = new TreeView<>();
  private final Label nothing = new Label();
  private IntConsumer chosen = row -> {};

  /** An empty list. */
  public FindingList() {
    getStyleClass().add("finding-list");
    tree.setShowRoot(false);
    tree.setFixedCellSize(LINE);
    tree.setCellFactory(unused -> new FindingCell());
    tree.setOnMouseClicked(click -> choose());
    tree.setOnKeyPressed(
        key -> {
          if (key.getCode() == KeyCode.ENTER || key.getCode() == KeyCode.SPACE) {
            choose();
          }
        });
    nothing.getStyleClass().add("caption");
    nothing.setWrapText(true);
    setAnimated(false);
  }

  void bind(IntConsumer reveal, Messages messages) {
    chosen = reveal;
    nothing.setText(messages.get("findings.nothing"));
    tree.setAccessibleText(messages.get("findings.accessible"));
  }

  void show(List<Finding> findings, Messages messages) {
    setText(messages.get("findings.title", findings.size()));
    var root = new TreeItem<>(Finding.group("", List.of()));
    findings.forEach(finding -> root.getChildren().add(item(finding)));
    root.setExpanded(true);
    tree.setRoot(root);
    setContent(new VBox(findings.isEmpty() ? nothing : tree));
    fit();
    tree.expandedItemCountProperty().subscribe(this::fit);
  }

  private void fit() {
    int lines = Math.min(MOST_LINES, Math.max(1, tree.getExpandedItemCount()));
    tree.setPrefHeight(lines * LINE + 2);
    tree.setMinHeight(lines * LINE + 2);
  }

  private static TreeItem<Finding> item(Finding finding) {
    var item = new TreeItem<>(finding);
    finding.parts().forEach(part -> item.getChildren().add(item(part)));
    return item;
  }

  private void choose() {
    TreeItem<Finding> item = tree.getSelectionModel().getSelectedItem();
    if (item != null && item.getValue().row() >= 0) {
      chosen.accept(item.getValue().row());
    }
  }

  private static final class FindingCell extends TreeCell<Finding> {
    private final Tooltip whole = new Tooltip();

    FindingCell() {
      whole.setWrapText(true);
      whole.setMaxWidth(420);
    }

    @Override
    protected void updateItem(Finding finding, boolean empty) {
      super.updateItem(finding, empty);
      boolean nothing = empty || finding == null;
      setText(nothing ? null : finding.text());
      whole.setText(nothing ? "" : finding.text());
      setTooltip(nothing ? null : whole);
    }
  }
}
