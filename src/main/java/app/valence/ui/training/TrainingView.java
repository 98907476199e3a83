package app.valence.ui.training;

import app.valence.ui.commands.Command;
import app.valence.ui.controls.EmptyState;
import app.valence.ui.controls.chart.Chart;
import app.valence.ui.controls.chart.ChartData;
import app.valence.ui.controls.chart.ChartTexts;
import app.valence.ui.jobs.RunPhase;
import app.valence.ui.text.Messages;
import app.valence.ui.training.multiples.CurvesPane;
import javafx.beans.binding.Bindings;
import javafx.collections.ListChangeListener;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;

/** The Train screen: settings on the left, the run and its report on the right. */
public final class TrainingView {
  private final TrainingViewModel viewModel;
  private final Messages messages;

  @FXML private EmptyState empty;
  @FXML private HBox work;
  @FXML private ScrollPane settingsScroll;
  @FXML private ScrollPane resultScroll;
  @FXML private Label estimate;
  @FXML private Label problem;
  @FXML private Button start;
  @FXML private Button pause;
  @FXML private Button step;
  @FXML private Button stop;
  @FXML private FontIcon pauseIcon;
  @FXML private VBox settingsColumn;
  @FXML private VBox resultColumn;
  @FXML private VBox results;
  @FXML private StackPane curves;
  @FXML private VBox warnings;
  @FXML private StackPane numbers;
  @FXML private StackPane report;
  @FXML private Chart loss;
  @FXML private Chart accuracy;
  @FXML private HBox details;

  TrainingView(TrainingViewModel viewModel, Messages messages) {
    this.viewModel = viewModel;
    this.messages = messages;
  }

  @FXML
  void initialize() {
    empty.offer(messages.get("empty.action"), viewModel.can().openData());
    empty.visibleProperty().bind(viewModel.emptyProperty());
    work.visibleProperty().bind(viewModel.emptyProperty().not());
    var settings = new SettingsPane(viewModel, messages);
    settings.disableProperty().bind(viewModel.phaseProperty().isNotEqualTo(RunPhase.IDLE));
    settingsScroll.setContent(settings);
    bindStart();
    bindRun();
    bindCharts();
  }

  private void bindStart() {
    show(estimate, viewModel.form().estimateProperty());
    show(problem, viewModel.form().problemProperty());
    bind(start, viewModel.can().start());
    bind(pause, viewModel.can().pause());
    bind(step, viewModel.can().step());
    bind(stop, viewModel.can().stop());
    var paused = viewModel.phaseProperty().isEqualTo(RunPhase.PAUSED);
    pause
        .textProperty()
        .bind(
            Bindings.when(paused)
                .then(messages.get("command.continue"))
                .otherwise(messages.get("command.pause")));
    paused.subscribe(is -> pauseIcon.setIconLiteral(is ? "mdmz-play_arrow" : "mdmz-pause"));
  }

  private static void bind(Button button, Command command) {
    button.setOnAction(event -> command.execute());
    button.disableProperty().bind(command.executableProperty().not());
  }

  private static void show(Label label, javafx.beans.value.ObservableStringValue text) {
    label.textProperty().bind(text);
    label.visibleProperty().bind(label.textProperty().isNotEmpty());
    label.managedProperty().bind(label.visibleProperty());
  }

  private void bindRun() {
    resultColumn.getChildren().add(0, new RunHeader(viewModel, messages));
    results.getChildren().add(0, new RecipeList(viewModel, messages));
    var strip = new NumbersStrip(messages);
    numbers.getChildren().setAll(strip.node());
    viewModel.state().numbersProperty().subscribe(strip::show);
    viewModel.state().reportProperty().subscribe(this::showReport);
    viewModel.state().warnings().addListener((ListChangeListener<String>) change -> showWarnings());
    showWarnings();
  }

  private void showReport(@Nullable RunReport ended) {
    report.getChildren().clear();
    report.setManaged(ended != null);
    if (ended != null) {
      report.getChildren().setAll(new ReportCard(ended, viewModel.can(), messages));
      resultScroll.setVvalue(0);
    }
  }

  private void showWarnings() {
    warnings
        .getChildren()
        .setAll(viewModel.state().warnings().stream().map(WarningLine::new).toList());
    warnings.setManaged(!viewModel.state().warnings().isEmpty());
  }

  private void bindCharts() {
    var all = new CurvesPane(viewModel.curves().multiples(), messages, this::show);
    curves.getChildren().add(all);
    all.visibleProperty().bind(viewModel.curves().allShownProperty());
    resultScroll.visibleProperty().bind(all.visibleProperty().not());
    settingsColumn.visibleProperty().bind(all.visibleProperty().not());
    settingsColumn.managedProperty().bind(settingsColumn.visibleProperty());
    show(loss, viewModel.curves().loss());
    show(accuracy, viewModel.curves().accuracy());
    for (ChartData data : viewModel.curves().details()) {
      var chart = new Chart();
      chart.getStyleClass().add("small");
      chart.setMinWidth(0);
      show(chart, data);
      HBox.setHgrow(chart, Priority.ALWAYS);
      details.getChildren().add(chart);
    }
  }

  private void show(Chart chart, ChartData data) {
    chart.setData(data);
    chart.setEmptyText(messages.get("chart.empty"));
    chart.setTexts(texts());
    chart.setOnExport(format -> viewModel.saving().save(chart, format));
  }

  private ChartTexts texts() {
    String[] t = messages.get("chart.texts").split("\\|", -1);
    return new ChartTexts(t[0], t[1], t[2], t[3], t[4], t[5], t[6], t[7], t[8]);
  }
}
