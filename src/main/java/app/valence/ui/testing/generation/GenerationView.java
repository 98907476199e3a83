package app.valence.ui.testing.generation;

import app.valence.ui.commands.Command;
import app.valence.ui.controls.TextKeys;
import app.valence.ui.testing.history.HistoryPane;
import app.valence.ui.testing.history.HistoryTable;
import app.valence.ui.text.Messages;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** The part of the Test screen for language models: binds. */
public final class GenerationView {
  private final GenerationViewModel model;
  private final Messages messages;
  private final TextPane written;
  private final HistoryPane<GenerationEntry> history;

  @FXML private VBox parts;
  @FXML private VBox promptCard;
  @FXML private HBox chips;
  @FXML private TextArea prompt;
  @FXML private Button generate;
  @FXML private Button stop;
  @FXML private Label textProblem;

  /** A view of {@code model}. */
  public GenerationView(GenerationViewModel model, Messages messages) {
    this.model = model;
    this.messages = messages;
    this.written = new TextPane(model.shownProperty(), messages);
    var columns = new GenerationColumns(messages).all();
    var table =
        new HistoryTable<>(
            "texts", model.history().entries(), messages.get("history.empty"), columns);
    this.history = new HistoryPane<>(model.history(), table, messages.locale(), model::recall);
  }

  @FXML
  void initialize() {
    promptCard.getChildren().add(2, new SettingsRow(model.form(), messages));
    parts.getChildren().addAll(written, history);
    VBox.setVgrow(written, Priority.ALWAYS);
    connectPrompt();
    bind(generate, model.commands().generate(), "generate.hint");
    bind(stop, model.commands().stop(), "stop.hint");
    keepFocus();
    textProblem.textProperty().bind(model.problemBinding());
    textProblem.visibleProperty().bind(model.problemBinding().isNotEmpty());
    textProblem.managedProperty().bind(textProblem.visibleProperty());
  }

  private void connectPrompt() {
    TextKeys.install(prompt, model.commands().generate()::execute);
    prompt.textProperty().addListener((change, before, now) -> model.promptProperty().set(now));
    // Replaced, not set, so that undoing in the area brings back what was typed before.
    model
        .promptProperty()
        .subscribe(
            wanted -> {
              if (!wanted.equals(prompt.getText())) {
                prompt.replaceText(0, prompt.getLength(), wanted);
              }
            });
    for (GenerationViewModel.SamplePrompt sample : model.samples()) {
      var chip = new Button(sample.title());
      chip.getStyleClass().setAll("chip", "chip-button");
      chip.setTooltip(new Tooltip(sample.text()));
      chip.setAccessibleHelp(sample.text());
      chip.setOnAction(event -> model.promptProperty().set(sample.text()));
      chips.getChildren().add(chip);
    }
  }

  private void bind(Button button, Command command, String hint) {
    button.disableProperty().bind(command.executableProperty().not());
    button.setOnAction(event -> command.execute());
    button.setTooltip(new Tooltip(messages.get(hint)));
  }

  /** Whoever pressed one of the two buttons can press the other one next. */
  private void keepFocus() {
    model
        .runningProperty()
        .addListener(
            (change, before, running) -> {
              Button other = running ? stop : generate;
              if (generate.isFocused() || stop.isFocused()) {
                other.requestFocus();
              }
            });
  }

  /** Copies the text with its prompt. */
  public Command copyText() {
    return written.copyCommand();
  }

  /** Copies the whole history. */
  public Command copyHistory() {
    return history.copyCommand();
  }
}
