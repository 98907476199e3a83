package app.valence.ui.data;

import app.valence.ui.text.Messages;
import app.valence.ui.theme.ClassColors;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.MenuButton;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

/** Toggles for the split that is shown and for the labels that are. */
public final class FilterBar extends FlowPane {
  /** As many labels as fit beside each other; the others are in a menu. */
  private static final int CHIPS = 8;

  private final HBox segments = new HBox();
  private final ToggleGroup splits = new ToggleGroup();
  private final List<ToggleButton> chips = new ArrayList<>();
  private final List<CheckMenuItem> items = new ArrayList<>();
  private List<Facet.Part> parts = List.of();
  private List<Facet.Label> labels = List.of();

  /** An empty bar. */
  public FilterBar() {
    getStyleClass().add("space-s");
    segments.setMinWidth(USE_PREF_SIZE);
  }

  void bind(DataViewModel model, Messages messages) {
    model.choicesProperty().subscribe(choices -> show(choices, model.table(), messages));
    model.table().queryProperty().subscribe(this::follow);
  }

  private void show(Facet.Choices choices, ExampleTable table, Messages messages) {
    boolean same =
        parts.equals(choices.parts())
            && labels.stream()
                .map(Facet.Label::name)
                .toList()
                .equals(choices.labels().stream().map(Facet.Label::name).toList());
    parts = choices.parts();
    labels = choices.labels();
    if (!same) {
      // Only then: a toggle that is replaced would lose the focus of the keyboard.
      build(table, messages);
    }
    for (int i = 0; i < labels.size(); i++) {
      String title = labels.get(i).name() + "  " + labels.get(i).countText();
      if (i < chips.size()) {
        chips.get(i).setText(title);
      } else {
        items.get(i - chips.size()).setText(title);
      }
    }
    follow(table.queryProperty().get());
  }

  private void build(ExampleTable table, Messages messages) {
    chips.clear();
    items.clear();
    splits.getToggles().clear();
    segments.getChildren().setAll(parts.stream().map(part -> segment(part, table)).toList());
    labels.forEach(
        label -> {
          if (chips.size() < CHIPS) {
            chips.add(chip(label, table));
          } else {
            items.add(item(label, table));
          }
        });
    getChildren().setAll(segments);
    getChildren().addAll(chips);
    if (!items.isEmpty()) {
      var more = new MenuButton(messages.get("filter.more", items.size()));
      more.getStyleClass().add("label-chip");
      more.getItems().setAll(items);
      getChildren().add(more);
    }
  }

  private ToggleButton segment(Facet.Part part, ExampleTable table) {
    var button = new ToggleButton(part.title());
    int at = parts.indexOf(part);
    button
        .getStyleClass()
        .addAll(
            "split-toggle",
            at == 0 ? "left-pill" : at == parts.size() - 1 ? "right-pill" : "center-pill");
    button.setToggleGroup(splits);
    button.setUserData(part.split());
    button.setOnAction(
        pressed -> {
          // One of them always stays pressed.
          button.setSelected(true);
          table.only(part.split());
        });
    return button;
  }

  private static ToggleButton chip(Facet.Label label, ExampleTable table) {
    var dot = new Region();
    dot.getStyleClass()
        .addAll(
            "class-dot",
            label.label() < 0 ? "no-label-dot" : ClassColors.styleClass(label.label()));
    var chip = new ToggleButton("", dot);
    chip.getStyleClass().add("label-chip");
    chip.setOnAction(pressed -> table.choose(label.label(), chip.isSelected()));
    return chip;
  }

  private static CheckMenuItem item(Facet.Label label, ExampleTable table) {
    var item = new CheckMenuItem();
    item.setMnemonicParsing(false);
    item.setOnAction(pressed -> table.choose(label.label(), item.isSelected()));
    return item;
  }

  private void follow(RowQuery query) {
    splits.getToggles().stream()
        .filter(toggle -> query.split().equals(toggle.getUserData()))
        .forEach(toggle -> toggle.setSelected(true));
    for (int i = 0; i < labels.size(); i++) {
      boolean chosen = query.labels().contains(labels.get(i).label());
      if (i < chips.size()) {
        chips.get(i).setSelected(chosen);
      } else {
        items.get(i - chips.size()).setSelected(chosen);
      }
    }
  }
}
