package app.valence.ui.model;

import app.valence.adaptation.AdaptationRecord.Results;
import app.valence.adaptation.AdaptationRequest;
import app.valence.adaptation.AdaptedModel;
import app.valence.adaptation.SplitTexts;
import app.valence.ui.controls.NumberInput;
import app.valence.ui.text.Figures;
import app.valence.ui.text.Messages;
import java.nio.file.Path;
import javafx.geometry.VPos;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The inspector of the screen: where the selected model is, and how it was adapted. */
final class ModelInspector extends VBox {
  private final Messages messages;
  private final Figures figures;
  private final ModelWords words;
  private final GridPane grid = new GridPane();
  private int row;

  ModelInspector(ModelViewModel viewModel, Messages messages) {
    this.messages = messages;
    this.figures = new Figures(messages.locale());
    this.words = viewModel.words();
    var title = new Label(messages.get("inspector.title"));
    title.getStyleClass().add("heading");
    var hint = new Label(messages.get("inspector.hint"));
    hint.setWrapText(true);
    hint.getStyleClass().add("caption");
    grid.setHgap(12);
    grid.setVgap(4);
    setSpacing(8);
    getStyleClass().add("pad-m");
    getChildren().setAll(title, hint, grid);
    viewModel.shelf().selectedProperty().subscribe(this::show);
  }

  private void show(@Nullable ModelEntry entry) {
    if (entry == null) {
      return;
    }
    grid.getChildren().clear();
    row = 0;
    add("inspector.name", words.name(entry));
    entry.folder().ifPresent(folder -> add("inspector.folder", folder.toString()));
    entry.adapted().ifPresent(this::add);
  }

  private void add(AdaptedModel model) {
    AdaptationRequest request = model.record().request();
    add("inspector.base", request.base().title());
    request.texts().forEach(text -> add("inspector.texts", name(text.file())));
    Results results = model.record().results();
    add("inspector.steps", figures.count(results.count(Results.STEPS)));
    add("inspector.tokens", figures.metric((double) results.count(Results.TOKENS)));
    add(
        "setting.learning_rate",
        NumberInput.format(
            request.settings().training().optimizer().learningRate(), messages.locale()));
    results.before().ifPresent(score -> add("inspector.before", figures.fixed(score.loss(), 3)));
    results.after().ifPresent(score -> add("inspector.after", figures.fixed(score.loss(), 3)));
    model.record().message().ifPresent(message -> add("inspector.message", message));
  }

  private String name(Path file) {
    return SplitTexts.isOne(file)
        ? messages.get("inspector.split")
        : String.valueOf(file.getFileName());
  }

  private void add(String key, String value) {
    var name = new Label(messages.get(key));
    name.getStyleClass().add("caption");
    name.setMinWidth(USE_PREF_SIZE);
    GridPane.setValignment(name, VPos.TOP);
    var text = new Label(value);
    text.setWrapText(true);
    GridPane.setHgrow(text, Priority.ALWAYS);
    grid.addRow(row++, name, text);
  }
}
