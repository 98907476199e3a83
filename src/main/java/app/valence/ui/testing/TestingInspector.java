package app.valence.ui.testing;

import app.valence.ui.text.Messages;
import app.valence.ui.workbench.OpenModel;
import java.text.NumberFormat;
import java.util.List;
import javafx.geometry.HPos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** Beside the screen: the model, the last answer's numbers, and the kept sentence looked at. */
final class TestingInspector extends VBox {
  private final TestingViewModel model;
  private final Messages messages;
  private final NumberFormat whole;
  private final VBox facts = section();
  private final VBox answer = section();
  private final VBox kept = section();

  TestingInspector(TestingViewModel model, Messages messages) {
    this.model = model;
    this.messages = messages;
    this.whole = NumberFormat.getIntegerInstance(messages.locale());
    getChildren().setAll(facts, answer, kept);
    getStyleClass().addAll("space-xl", "pad-l");
    model.replyProperty().addListener((change, before, reply) -> showModel());
    model.chosenProperty().addListener((change, before, chosen) -> showModel());
    model.sentence().answerProperty().addListener((change, before, shown) -> showAnswer(shown));
    model.history().selectedProperty().addListener((change, before, entry) -> showKept(entry));
    showModel();
    showAnswer(model.sentence().answerProperty().get());
    showKept(null);
  }

  private static VBox section() {
    var section = new VBox();
    section.getStyleClass().add("space-s");
    return section;
  }

  private void showModel() {
    Scorer.Reply reply = model.replyProperty().get();
    OpenModel chosen = model.chosenProperty().get();
    facts.getChildren().setAll(heading("inspector.model"));
    if (reply == null || chosen == null) {
      facts.getChildren().add(muted("inspector.none"));
      return;
    }
    ModelFacts known = reply.model();
    var grid = grid();
    row(grid, messages.get("inspector.type"), known.type());
    row(grid, messages.get("inspector.layers"), whole.format(known.layers()));
    row(grid, messages.get("inspector.hidden"), whole.format(known.hidden()));
    row(grid, messages.get("inspector.parameters"), whole.format(known.parameters()));
    row(
        grid,
        messages.get("inspector.length"),
        messages.get("inspector.tokens", known.maximumLength()));
    facts.getChildren().add(grid);
    add(facts, "inspector.labels", String.join(", ", known.labels()));
    add(facts, "inspector.folder", chosen.folder().toString());
  }

  private void add(VBox section, String key, String value) {
    var caption = new Label(messages.get(key));
    caption.getStyleClass().add("caption");
    section.getChildren().add(new VBox(caption, wrapped(value)));
  }

  private static Label wrapped(String value) {
    var text = new Label(value);
    text.setWrapText(true);
    text.setTooltip(new Tooltip(value));
    return text;
  }

  private void showAnswer(@Nullable ShownAnswer shown) {
    answer.getChildren().setAll(heading("inspector.answer"));
    Node numbers =
        shown != null && shown.isAnswered()
            ? exact(shown.shares())
            : muted("inspector.answer.none");
    answer.getChildren().add(numbers);
  }

  private GridPane exact(List<ClassShare> shares) {
    var grid = grid();
    shares.forEach(share -> row(grid, share.name(), share.exact()));
    return grid;
  }

  private void showKept(@Nullable HistoryEntry entry) {
    kept.getChildren().clear();
    if (entry != null) {
      kept.getChildren()
          .addAll(
              heading("inspector.kept"),
              wrapped(entry.sample().text()),
              exact(entry.answer().shares()));
      String from = entry.model() + " · " + entry.time();
      kept.getChildren().add(caption(from));
      if (!entry.sample().origin().isEmpty()) {
        kept.getChildren().add(caption(entry.sample().origin()));
      }
    }
  }

  private static Label caption(String text) {
    var label = wrapped(text);
    label.getStyleClass().add("caption");
    return label;
  }

  private Node heading(String key) {
    var label = new Label(messages.get(key));
    label.getStyleClass().add("heading");
    return label;
  }

  private Node muted(String key) {
    var label = wrapped(messages.get(key));
    label.getStyleClass().add("muted");
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

  private static void row(GridPane grid, String name, String value) {
    var caption = new Label(name);
    caption.getStyleClass().add("muted");
    grid.addRow(grid.getRowCount(), caption, new Label(value));
  }
}
