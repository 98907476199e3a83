package app.valence.ui.training;

import app.valence.data.LabelSet;
import app.valence.evaluation.ClassScores;
import app.valence.evaluation.ClassificationReport;
import app.valence.evaluation.ConfusionMatrix;
import app.valence.evaluation.WilsonInterval;
import app.valence.runs.RecordedRun.Measured;
import app.valence.ui.text.Figures;
import app.valence.ui.text.Messages;
import java.util.function.ToDoubleFunction;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;

/** What a run came to: its numbers beside those of always saying the most frequent class. */
final class ReportCard extends VBox {
  /** Fewer examples than this leave the accuracy uncertain by several points. */
  private static final int FEW = 1_000;

  private final Messages messages;
  private final Figures figures;

  ReportCard(RunReport report, TrainingCommands can, Messages messages) {
    this.messages = messages;
    this.figures = new Figures(messages.locale());
    getStyleClass().addAll("card", "report");
    setSpacing(12);
    getChildren().add(head(report, can));
    if (report.hasTokens()) {
      getChildren().addAll(caption(messages.get("report.onTokens")), tokens(report));
    }
    report.measured().ifPresent(measured -> addMeasured(report, measured));
    getChildren().add(place(report));
  }

  private HBox head(RunReport report, TrainingCommands can) {
    var title = new Label(messages.get("report.title", report.name()));
    title.getStyleClass().add("heading");
    var ending = text(report.ending());
    var words = new VBox(4, title, ending);
    HBox.setHgrow(words, Priority.ALWAYS);
    var test = new Button(messages.get("command.test"), new FontIcon("mdal-chat_bubble_outline"));
    test.getStyleClass().add("accent");
    test.setMinWidth(USE_PREF_SIZE);
    test.setOnAction(event -> can.test().execute());
    test.disableProperty().bind(can.test().executableProperty().not());
    return new HBox(12, words, test);
  }

  private static Label text(String words) {
    var label = new Label(words);
    label.setWrapText(true);
    label.setMinHeight(USE_PREF_SIZE);
    return label;
  }

  private void addMeasured(RunReport report, Measured measured) {
    ClassificationReport scores = measured.evaluation().report();
    var tables =
        new FlowPane(
            24,
            12,
            titled("report.summary", summary(measured)),
            titled("report.classes", classes(scores)),
            titled("report.confusion", confusion(scores)));
    getChildren().addAll(caption(report.measuredOn()), tables, text(confused(scores)));
    report.accuracyInterval().ifPresent(interval -> getChildren().add(caution(scores, interval)));
  }

  private VBox tokens(RunReport report) {
    GridPane grid = table(messages.get("report.measure"), messages.get("report.model"));
    addToken(grid, 1, "metric.loss", report.evaluation("eval_loss"));
    addToken(grid, 2, "chart.tokenAccuracy", report.evaluation(RunReport.TOKEN_ACCURACY));
    addToken(grid, 3, "metric.perplexity", report.evaluation("eval_perplexity"));
    return titled("report.tokens", grid);
  }

  private void addToken(GridPane grid, int row, String key, double value) {
    grid.addRow(row, first(messages.get(key)), number(value));
  }

  private Label caption(String words) {
    var label = text(words);
    label.getStyleClass().add("caption");
    return label;
  }

  private VBox titled(String key, Node table) {
    var title = new Label(messages.get(key));
    title.getStyleClass().add("group-title");
    return new VBox(4, title, table);
  }

  private GridPane summary(Measured measured) {
    var grid =
        table(
            messages.get("report.measure"),
            messages.get("report.model"),
            messages.get("report.baseline"));
    addMeasure(grid, 1, measured, "metric.accuracy", report -> report.accuracy());
    addMeasure(grid, 2, measured, "metric.f1_macro", report -> report.macro().f1());
    addMeasure(grid, 3, measured, "metric.ece", report -> report.probability().ece());
    return grid;
  }

  private void addMeasure(
      GridPane grid,
      int row,
      Measured measured,
      String key,
      ToDoubleFunction<ClassificationReport> of) {
    Label name = first(messages.get(key));
    if (key.equals("metric.ece")) {
      name.setTooltip(new Tooltip(messages.get("metric.ece.help")));
    }
    grid.addRow(
        row,
        name,
        number(of.applyAsDouble(measured.evaluation().report())),
        number(of.applyAsDouble(measured.baseline())));
  }

  private GridPane classes(ClassificationReport report) {
    GridPane grid =
        table(
            messages.get("report.class"),
            messages.get("report.precision"),
            messages.get("report.recall"),
            messages.get("report.f1"),
            messages.get("report.support"));
    int row = 1;
    for (ClassScores scores : report.classes()) {
      grid.addRow(
          row++,
          first(LabelSet.printable(scores.label())),
          number(scores.scores().precision()),
          number(scores.scores().recall()),
          number(scores.scores().f1()),
          cell(figures.count(scores.support())));
    }
    return grid;
  }

  private GridPane confusion(ClassificationReport report) {
    ConfusionMatrix matrix = report.confusion();
    var grid = new GridPane();
    grid.getStyleClass().add("confusion");
    for (int i = 0; i < matrix.classes(); i++) {
      String name = LabelSet.printable(report.labels().get(i));
      Label column = cell(name);
      column.getStyleClass().setAll("label", "caption");
      column.setAlignment(Pos.CENTER);
      grid.add(column, i + 1, 0);
      Label row = first(name);
      row.getStyleClass().add("caption");
      grid.add(row, 0, i + 1);
      for (int j = 0; j < matrix.classes(); j++) {
        grid.add(count(report, i, j), j + 1, i + 1);
      }
    }
    return grid;
  }

  private Label count(ClassificationReport report, int truth, int said) {
    int count = report.confusion().count(truth, said);
    var cell = new Label(figures.count(count));
    cell.setMaxWidth(Double.MAX_VALUE);
    cell.getStyleClass().add("cell");
    if (count > 0) {
      cell.getStyleClass().add(truth == said ? "right" : "wrong");
    }
    String words = sentence("report.cell", report, truth, said, count);
    cell.setAccessibleText(words);
    cell.setTooltip(new Tooltip(words));
    return cell;
  }

  private String sentence(String key, ClassificationReport report, int truth, int said, int count) {
    return messages.get(
        key,
        figures.count(count),
        figures.count(report.confusion().support(truth)),
        LabelSet.printable(report.labels().get(truth)),
        LabelSet.printable(report.labels().get(said)));
  }

  /** The most frequent confusion in words. */
  private String confused(ClassificationReport report) {
    int truth = 0;
    int said = 0;
    int most = 0;
    for (int i = 0; i < report.labels().size(); i++) {
      for (int j = 0; j < report.labels().size(); j++) {
        if (i != j && report.confusion().count(i, j) > most) {
          most = report.confusion().count(i, j);
          truth = i;
          said = j;
        }
      }
    }
    return most == 0
        ? messages.get("report.noErrors")
        : sentence("report.confused", report, truth, said, most);
  }

  private Label caution(ClassificationReport report, WilsonInterval interval) {
    String key = report.examples() < FEW ? "report.few" : "report.interval";
    String words =
        messages.get(
            key,
            figures.count(report.examples()),
            figures.percent(interval.low()),
            figures.percent(interval.high()));
    var label = text(words);
    label.getStyleClass().add("warning");
    label.setGraphic(new FontIcon("mdal-info"));
    return label;
  }

  private Label place(RunReport report) {
    String folder = report.finished().folder().toString();
    var label = new Label(messages.get("report.folder", folder));
    label.getStyleClass().add("caption");
    label.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
    label.setTooltip(new Tooltip(folder));
    return label;
  }

  private GridPane table(String... heads) {
    var grid = new GridPane();
    grid.getStyleClass().add("table");
    for (int i = 0; i < heads.length; i++) {
      Label head = i == 0 ? first(heads[i]) : cell(heads[i]);
      head.getStyleClass().add("caption");
      grid.add(head, i, 0);
    }
    return grid;
  }

  private static Label first(String words) {
    var label = new Label(words);
    label.getStyleClass().add("first");
    label.setMinWidth(USE_PREF_SIZE);
    return label;
  }

  private Label number(double value) {
    return cell(figures.fixed(value, 3));
  }

  private static Label cell(String words) {
    var label = new Label(words);
    label.getStyleClass().add("number");
    label.setAlignment(Pos.CENTER_RIGHT);
    label.setMaxWidth(Double.MAX_VALUE);
    label.setMinWidth(USE_PREF_SIZE);
    return label;
  }
}
