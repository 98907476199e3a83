package app.valence.ui.training;

import app.valence.runs.Instruction;
import app.valence.runs.ModelChoice;
import app.valence.runs.RunRequest;
import app.valence.training.TrainingSettings;
import app.valence.ui.controls.NumberInput;
import app.valence.ui.text.Figures;
import app.valence.ui.text.Messages;
import java.util.Locale;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The inspector of the screen: what was asked of the run. */
final class RunDetails extends VBox {
  private final Messages messages;
  private final Figures figures;
  private final GridPane grid = new GridPane();
  private final Label hint = new Label();
  private int row;

  RunDetails(TrainingViewModel viewModel, Messages messages) {
    this.messages = messages;
    this.figures = new Figures(messages.locale());
    var title = new Label(messages.get("details.title"));
    title.getStyleClass().add("heading");
    hint.setText(messages.get("details.none"));
    hint.setWrapText(true);
    hint.getStyleClass().add("caption");
    grid.setHgap(12);
    grid.setVgap(4);
    setSpacing(8);
    getStyleClass().add("pad-m");
    getChildren().setAll(title, hint, grid);
    viewModel.state().askedProperty().subscribe(this::show);
  }

  private void show(@Nullable RunRequest request) {
    grid.getChildren().clear();
    hint.setVisible(request == null);
    hint.setManaged(request == null);
    row = 0;
    if (request != null) {
      add(request);
    }
  }

  private void add(RunRequest request) {
    TrainingSettings settings = request.settings();
    add("details.name", request.name());
    add("details.data", String.valueOf(request.data().train().getFileName()));
    add("group.start", start(request.model()));
    request.instruction().ifPresent(this::add);
    add(Setting.EPOCHS.key(), figures.count(settings.duration().epochs()));
    add(Setting.BATCH_SIZE.key(), figures.count(settings.batches().batchSize()));
    add(Setting.LEARNING_RATE.key(), plain(settings.optimizer().learningRate()));
    request
        .text()
        .maximumLength()
        .ifPresent(length -> add(Setting.MAXIMUM_LENGTH.key(), figures.count(length)));
    add(Setting.SEED.key(), Long.toString(settings.seed()));
    add(Setting.WARMUP.key(), figures.percent(settings.optimizer().warmup().share()));
    add(Setting.WEIGHT_DECAY.key(), plain(settings.optimizer().weightDecay()));
    request.text().dropout().ifPresent(share -> add(Setting.DROPOUT.key(), plain(share)));
    request
        .reference()
        .ifPresent(other -> add("details.reference", other.source().in(messages.locale())));
    add("setting.best_by", messages.get("metric." + settings.evaluation().bestBy().key()));
    add(
        "setting.precision",
        messages.get("precision." + settings.precision().name().toLowerCase(Locale.ROOT)));
  }

  private void add(Instruction instruction) {
    add("setting.task", messages.get(TrainTask.INSTRUCTION.key()));
    add("setting.template", instruction.template().source());
    add(
        "setting.loss_on",
        messages.get("loss_on." + instruction.lossOn().name().toLowerCase(Locale.ROOT)));
  }

  private String plain(double number) {
    return NumberInput.format(number, messages.locale());
  }

  private String start(ModelChoice model) {
    if (model instanceof ModelChoice.Pretrained pretrained) {
      return PretrainedFolder.check(pretrained.folder()).name();
    }
    if (model instanceof ModelChoice.Bundled bundled) {
      return messages.get(StartChoice.of(bundled.model()).key());
    }
    return model instanceof ModelChoice.Scratch scratch
        ? messages.get(StartChoice.of(scratch.size()).key())
        : "";
  }

  private void add(String key, String value) {
    var name = new Label(messages.get(key));
    name.getStyleClass().add("caption");
    name.setMinWidth(USE_PREF_SIZE);
    var text = new Label(value);
    text.setWrapText(true);
    GridPane.setHgrow(text, Priority.ALWAYS);
    grid.addRow(row++, name, text);
  }
}
