package app.valence.ui.training;

import app.valence.ui.jobs.RunPhase;
import app.valence.ui.text.Messages;
import javafx.beans.binding.Bindings;
import javafx.collections.ListChangeListener;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;

/** The recipes as the first thing to do while no run has been asked for: each can be started. */
final class RecipeList extends VBox {
  private final TrainingViewModel viewModel;
  private final Messages messages;

  RecipeList(TrainingViewModel viewModel, Messages messages) {
    this.viewModel = viewModel;
    this.messages = messages;
    getStyleClass().addAll("card", "space-m");
    var entries = viewModel.recipes().entries();
    entries.addListener((ListChangeListener<RecipeEntry>) change -> fill());
    fill();
    visibleProperty()
        .bind(viewModel.state().askedProperty().isNull().and(Bindings.isNotEmpty(entries)));
    managedProperty().bind(visibleProperty());
  }

  private void fill() {
    var title = new Label(messages.get("recipes.begin"));
    title.getStyleClass().add("heading");
    getChildren().setAll(title);
    viewModel.recipes().entries().forEach(entry -> getChildren().add(row(entry)));
  }

  private VBox row(RecipeEntry entry) {
    var title = new Label(entry.title());
    title.getStyleClass().add("group-heading");
    var words = new VBox(4, title, wrapped(entry.description(), "muted"));
    if (!entry.isUsable()) {
      words.getChildren().add(wrapped(entry.obstacle(), "caption"));
    }
    var fill = button("recipes.fill", entry, () -> {});
    fill.getStyleClass().add("flat");
    var start = button("recipes.start", entry, viewModel.can().start()::execute);
    start.setGraphic(new FontIcon("mdmz-play_arrow"));
    var buttons = new HBox(start, fill);
    buttons.getStyleClass().add("space-s");
    words.getChildren().add(buttons);
    return words;
  }

  private static Label wrapped(String text, String styleClass) {
    var label = new Label(text);
    label.setWrapText(true);
    label.setMinHeight(Region.USE_PREF_SIZE);
    label.getStyleClass().add(styleClass);
    return label;
  }

  private Button button(String key, RecipeEntry entry, Runnable then) {
    var button = new Button(messages.get(key));
    button.setMinWidth(USE_PREF_SIZE);
    button.setAccessibleText(messages.get(key) + ": " + entry.title());
    button.setOnAction(event -> viewModel.recipes().choose(entry, then));
    if (entry.isUsable()) {
      button.disableProperty().bind(viewModel.phaseProperty().isNotEqualTo(RunPhase.IDLE));
    } else {
      button.setDisable(true);
    }
    return button;
  }
}
