package app.valence.ui.training;

import app.valence.ui.text.Messages;
import javafx.collections.ListChangeListener;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;

/** The recipes in a menu above the settings, and which of them is filled in. */
final class RecipeMenu extends VBox {
  private final RecipeShelf shelf;
  private final MenuButton menu = new MenuButton();
  private final Label description = new Label();
  private final Messages messages;

  RecipeMenu(TrainingViewModel viewModel, Messages messages) {
    super(4);
    this.shelf = viewModel.recipes();
    this.messages = messages;
    menu.setGraphic(new FontIcon("mdmz-menu_book"));
    menu.setMaxWidth(Double.MAX_VALUE);
    description.getStyleClass().add("caption");
    description.setWrapText(true);
    description.managedProperty().bind(description.visibleProperty());
    getChildren().setAll(menu, description);
    shelf.entries().addListener((ListChangeListener<RecipeEntry>) change -> fill());
    fill();
    viewModel.form().form().recipeProperty().subscribe(this::show);
  }

  private void fill() {
    menu.getItems().setAll(shelf.entries().stream().map(this::item).toList());
    setVisible(!shelf.entries().isEmpty());
    setManaged(isVisible());
  }

  private MenuItem item(RecipeEntry entry) {
    var item = new MenuItem(entry.title());
    item.setDisable(!entry.isUsable());
    item.setOnAction(event -> shelf.choose(entry, () -> {}));
    return item;
  }

  private void show(@Nullable RecipeEntry chosen) {
    menu.setText(chosen == null ? messages.get("recipes.title") : chosen.title());
    menu.setAccessibleText(messages.get("recipes.title"));
    description.setText(chosen == null ? "" : chosen.description());
    description.setVisible(chosen != null);
  }
}
