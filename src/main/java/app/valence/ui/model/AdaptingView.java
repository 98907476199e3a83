package app.valence.ui.model;

import app.valence.ui.commands.Command;
import app.valence.ui.controls.FileDrop;
import app.valence.ui.controls.NumberField;
import app.valence.ui.controls.chart.Chart;
import app.valence.ui.controls.chart.ChartData;
import app.valence.ui.controls.chart.ChartTexts;
import app.valence.ui.jobs.RunPhase;
import app.valence.ui.text.Messages;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableBooleanValue;
import javafx.beans.value.ObservableStringValue;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;

/** Adapting the selected model: texts and settings first, then the adaptation and its result. */
public final class AdaptingView {
  private final AdaptingViewModel viewModel;
  private final Messages messages;
  private final AdaptingStrip strip;

  @FXML private StackPane root;
  @FXML private VBox setup;
  @FXML private Label explanation;
  @FXML private VBox files;
  @FXML private Label noFiles;
  @FXML private Button addFiles;
  @FXML private CheckBox split;
  @FXML private TextField column;
  @FXML private TextField name;
  @FXML private GridPane settings;
  @FXML private Label estimate;
  @FXML private Label problem;
  @FXML private Button readAgain;
  @FXML private Button start;
  @FXML private VBox run;
  @FXML private Label status;
  @FXML private Label summary;
  @FXML private Label error;
  @FXML private Button pause;
  @FXML private FontIcon pauseIcon;
  @FXML private Button stop;
  @FXML private VBox resultCard;
  @FXML private Label ending;
  @FXML private Button train;
  @FXML private Button resume;
  @FXML private Button again;
  @FXML private StackPane numbers;
  @FXML private Chart loss;
  @FXML private Chart accuracy;

  AdaptingView(AdaptingViewModel viewModel, Messages messages) {
    this.viewModel = viewModel;
    this.messages = messages;
    this.strip = new AdaptingStrip(messages);
  }

  @FXML
  void initialize() {
    FileDrop.on(root, viewModel::drop);
    shownWhile(setup, viewModel.state().shownProperty().not());
    shownWhile(run, viewModel.state().shownProperty());
    bindTexts();
    bindSettings();
    bindRun();
    show(loss, viewModel.curves().loss());
    show(accuracy, viewModel.curves().accuracy());
  }

  private void bindTexts() {
    ChosenTexts texts = viewModel.setup().texts();
    explanation
        .textProperty()
        .bind(
            Bindings.createStringBinding(
                () -> messages.get("adapt.text", viewModel.setup().baseProperty().get()),
                viewModel.setup().baseProperty()));
    new FileRows(files, texts.files(), messages).bind();
    shownWhile(noFiles, Bindings.isEmpty(texts.files()));
    bind(addFiles, viewModel.can().addFiles());
    split.textProperty().bind(viewModel.setup().splitNameProperty());
    split.selectedProperty().bindBidirectional(texts.splitProperty());
    shownWhile(split, viewModel.setup().splitNameProperty().isNotEmpty());
    column.textProperty().bindBidirectional(texts.columnProperty());
    column.setOnAction(event -> viewModel.can().readAgain().execute());
    column.focusedProperty().subscribe((was, is) -> texts.columnEdited());
  }

  private void bindSettings() {
    name.textProperty().bindBidirectional(viewModel.setup().form().nameProperty());
    int place = 0;
    for (AdaptationSetting setting : AdaptationSetting.values()) {
      String key = setting.key();
      var words =
          new NumberField.Words(
              messages.get(key), messages.get(key + ".unit"), messages.get(key + ".help"));
      var field =
          new NumberField(viewModel.setup().form().input(setting), words, messages.locale());
      settings.add(field, place % 2, place / 2);
      place++;
    }
    show(estimate, viewModel.setup().estimateProperty());
    show(problem, viewModel.setup().problemProperty());
    bind(readAgain, viewModel.can().readAgain());
    shownWhile(readAgain, viewModel.setup().texts().problemProperty().isNotEmpty());
    bind(start, viewModel.can().start());
  }

  private void bindRun() {
    numbers.getChildren().setAll(strip.node());
    viewModel.state().numbersProperty().subscribe(strip::show);
    viewModel.state().resultProperty().subscribe(this::showResult);
    status.textProperty().bind(viewModel.state().statusProperty());
    summary.textProperty().bind(viewModel.state().summaryProperty());
    show(error, viewModel.state().errorProperty());
    var idle = viewModel.phaseProperty().isEqualTo(RunPhase.IDLE);
    var paused = viewModel.phaseProperty().isEqualTo(RunPhase.PAUSED);
    bind(pause, viewModel.can().pause());
    bind(stop, viewModel.can().stop());
    shownWhile(pause, idle.not());
    shownWhile(stop, idle.not());
    pause
        .textProperty()
        .bind(
            Bindings.when(paused)
                .then(messages.get("command.continue"))
                .otherwise(messages.get("command.pause")));
    paused.subscribe(is -> pauseIcon.setIconLiteral(is ? "mdmz-play_arrow" : "mdmz-pause"));
    bind(train, viewModel.can().train());
    bind(resume, viewModel.can().resume());
    shownWhile(resume, viewModel.can().resume().executableProperty());
    bind(again, viewModel.can().again());
    shownWhile(resultCard, idle);
  }

  private void showResult(@Nullable AdaptingResult result) {
    ending.setText(result == null ? "" : result.ending());
    ending.setVisible(result != null);
    ending.setManaged(result != null);
    train.setVisible(result != null);
    train.setManaged(result != null);
  }

  private void show(Chart chart, ChartData data) {
    chart.setData(data);
    chart.setEmptyText(messages.get("chart.empty"));
    String[] t = messages.get("chart.texts").split("\\|", -1);
    chart.setTexts(new ChartTexts(t[0], t[1], t[2], t[3], t[4], t[5], t[6], t[7], t[8]));
    chart.setOnExport(format -> viewModel.saving().save(chart, format));
  }

  private static void show(Label label, ObservableStringValue text) {
    label.textProperty().bind(text);
    shownWhile(label, label.textProperty().isNotEmpty());
  }

  private static void bind(Button button, Command command) {
    button.setOnAction(event -> command.execute());
    button.disableProperty().bind(command.executableProperty().not());
  }

  private static void shownWhile(Node node, ObservableBooleanValue condition) {
    node.visibleProperty().bind(condition);
    node.managedProperty().bind(condition);
  }
}
