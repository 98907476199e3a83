package app.valence.ui.model;

import app.valence.ui.controls.FileDrop;
import app.valence.ui.controls.NumberField;
import app.valence.ui.controls.chart.Chart;
import app.valence.ui.controls.chart.ChartData;
import app.valence.ui.controls.chart.ChartTexts;
import app.valence.ui.jobs.RunPhase;
import app.valence.ui.text.Messages;
import javafx.beans.binding.Bindings;
import javafx.fxml.FXML;
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
    Bound.shownWhile(setup, viewModel.state().shownProperty().not());
    Bound.shownWhile(run, viewModel.state().shownProperty());
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
    Bound.shownWhile(noFiles, Bindings.isEmpty(texts.files()));
    Bound.command(addFiles, viewModel.can().addFiles());
    split.textProperty().bind(viewModel.setup().splitNameProperty());
    split.selectedProperty().bindBidirectional(texts.splitProperty());
    Bound.shownWhile(split, viewModel.setup().splitNameProperty().isNotEmpty());
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
    Bound.text(estimate, viewModel.setup().estimateProperty());
    Bound.text(problem, viewModel.setup().problemProperty());
    Bound.command(readAgain, viewModel.can().readAgain());
    Bound.shownWhile(readAgain, viewModel.setup().texts().problemProperty().isNotEmpty());
    Bound.command(start, viewModel.can().start());
  }

  private void bindRun() {
    numbers.getChildren().setAll(strip.node());
    viewModel.state().numbersProperty().subscribe(strip::show);
    viewModel.state().resultProperty().subscribe(this::showResult);
    status.textProperty().bind(viewModel.state().statusProperty());
    summary.textProperty().bind(viewModel.state().summaryProperty());
    Bound.text(error, viewModel.state().errorProperty());
    var idle = viewModel.phaseProperty().isEqualTo(RunPhase.IDLE);
    var paused = viewModel.phaseProperty().isEqualTo(RunPhase.PAUSED);
    Bound.command(pause, viewModel.can().pause());
    Bound.command(stop, viewModel.can().stop());
    Bound.shownWhile(pause, idle.not());
    Bound.shownWhile(stop, idle.not());
    pause
        .textProperty()
        .bind(
            Bindings.when(paused)
                .then(messages.get("command.continue"))
                .otherwise(messages.get("command.pause")));
    paused.subscribe(is -> pauseIcon.setIconLiteral(is ? "mdmz-play_arrow" : "mdmz-pause"));
    Bound.command(train, viewModel.can().train());
    Bound.command(resume, viewModel.can().resume());
    Bound.shownWhile(resume, viewModel.can().resume().executableProperty());
    Bound.command(again, viewModel.can().again());
    Bound.shownWhile(resultCard, idle);
  }

  private void showResult(@Nullable AdaptingResult result) {
    ending.setText(result == null ? "" : result.ending());
    Bound.visible(ending, result != null);
    Bound.visible(train, result != null);
  }

  private void show(Chart chart, ChartData data) {
    chart.setData(data);
    chart.setEmptyText(messages.get("chart.empty"));
    String[] t = messages.get("chart.texts").split("\\|", -1);
    chart.setTexts(new ChartTexts(t[0], t[1], t[2], t[3], t[4], t[5], t[6], t[7], t[8]));
    chart.setOnExport(format -> viewModel.saving().save(chart, format));
  }
}
