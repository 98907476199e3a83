package app.valence.ui.testing.generation;

import app.valence.model.ModelConfig;
import app.valence.ui.text.Figures;
import app.valence.ui.text.Messages;
import app.valence.ui.workbench.OpenModel;
import javafx.geometry.HPos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** Beside the screen: the language model, and the kept text that is looked at. */
public final class GenerationInspector extends VBox {
  private final GenerationViewModel model;
  private final Messages messages;
  private final Figures figures;
  private final VBox facts = section();
  private final VBox kept = section();

  /** Details of {@code model}. */
  public GenerationInspector(GenerationViewModel model, Messages messages) {
    this.model = model;
    this.messages = messages;
    this.figures = new Figures(messages.locale());
    getChildren().setAll(facts, kept);
    getStyleClass().addAll("space-xl", "pad-l");
    model.chosen().factsProperty().subscribe(this::showModel);
    model.history().selectedProperty().subscribe(this::showKept);
  }

  private static VBox section() {
    var section = new VBox();
    section.getStyleClass().add("space-s");
    return section;
  }

  private void showModel(@Nullable GeneratorFacts known) {
    OpenModel chosen = model.chosen().modelProperty().get();
    facts.getChildren().setAll(styled(messages.get("inspector.model"), "heading"));
    if (known == null || chosen == null) {
      facts.getChildren().add(styled(messages.get("inspector.none"), "muted"));
      return;
    }
    ModelConfig config = known.config();
    var grid = grid();
    row(grid, "inspector.type", GenerationWords.name(config.architecture()));
    row(grid, "inspector.parameters", figures.count(known.parameters()));
    row(grid, "inspector.layers", figures.count(config.size().layers()));
    row(grid, "inspector.hidden", figures.count(config.size().hidden()));
    row(grid, "inspector.heads", figures.count(config.size().heads()));
    row(grid, "inspector.vocabulary", figures.count(config.size().vocabulary()));
    row(
        grid,
        "inspector.length",
        messages.get("inspector.tokens", figures.count(config.maximumLength())));
    facts.getChildren().add(grid);
    add(facts, "inspector.folder", chosen.folder().toString());
  }

  private void showKept(@Nullable GenerationEntry entry) {
    kept.getChildren().clear();
    if (entry == null) {
      return;
    }
    kept.getChildren().add(styled(messages.get("inspector.kept"), "heading"));
    add(kept, "history.settings", entry.settings());
    add(kept, "inspector.speed", entry.shown().figures());
    add(kept, "inspector.end", entry.shown().ending());
    add(kept, "history.model", entry.request().model().name() + " · " + entry.time());
    add(kept, "history.prompt", entry.shown().prompt());
    add(kept, "history.text", entry.shown().text().strip());
  }

  private void add(VBox section, String key, String value) {
    section.getChildren().add(new VBox(styled(messages.get(key), "caption"), wrapped(value)));
  }

  private static Label wrapped(String value) {
    var text = new Label(value);
    text.setWrapText(true);
    text.setTooltip(new Tooltip(value));
    return text;
  }

  private static Node styled(String words, String styleClass) {
    Label label = wrapped(words);
    label.getStyleClass().add(styleClass);
    return label;
  }

  private static GridPane grid() {
    var grid = new GridPane();
    var names = new ColumnConstraints();
    names.setHgrow(Priority.ALWAYS);
    var numbers = new ColumnConstraints();
    numbers.setHalignment(HPos.RIGHT);
    numbers.setMinWidth(USE_PREF_SIZE);
    grid.getColumnConstraints().setAll(names, numbers);
    grid.setVgap(4);
    grid.setHgap(8);
    return grid;
  }

  private void row(GridPane grid, String key, String value) {
    grid.addRow(grid.getRowCount(), styled(messages.get(key), "muted"), new Label(value));
  }
}
