package app.valence.ui.testing;

import app.valence.ui.commands.Command;
import app.valence.ui.controls.EmptyState;
import app.valence.ui.testing.history.HistoryPane;
import app.valence.ui.testing.history.HistoryTable;
import app.valence.ui.text.Messages;
import javafx.beans.Observable;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.control.TextArea;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** The Test screen: binds, and asks while somebody types. */
public final class TestingView {
  private final TestingViewModel model;
  private final Messages messages;
  private final AnswerPane answer;
  private final HistoryPane<HistoryEntry> history;
  private final Node generation;

  @FXML private EmptyState empty;
  @FXML private Node work;
  @FXML private VBox parts;
  @FXML private VBox classifying;
  @FXML private ComboBox<TestableModel> models;
  @FXML private ProgressIndicator loading;
  @FXML private Label caption;
  @FXML private Button otherFolder;
  @FXML private HBox failure;
  @FXML private Label problem;
  @FXML private Button retry;
  @FXML private TextArea text;
  @FXML private FlowPane chips;
  @FXML private Button random;
  @FXML private HBox randomHolder;
  @FXML private Button keep;
  @FXML private VBox answerCard;

  /** A view of {@code model} around the part for language models. */
  public TestingView(TestingViewModel model, Messages messages, Node generation) {
    this.model = model;
    this.messages = messages;
    this.answer = new AnswerPane(messages);
    this.generation = generation;
    var columns = new AnswerColumns(messages).all();
    var table =
        new HistoryTable<>(
            "history", model.history().entries(), messages.get("history.empty"), columns);
    this.history = new HistoryPane<>(model.history(), table, messages.locale(), model::recall);
  }

  @FXML
  void initialize() {
    empty.offer(messages.get("empty.train"), model.commands().train());
    empty.offer(messages.get("model.open"), model.commands().openFolder());
    answerCard.getChildren().add(answer);
    classifying.getChildren().add(history);
    parts.getChildren().add(generation);
    VBox.setVgrow(history, Priority.ALWAYS);
    VBox.setVgrow(generation, Priority.ALWAYS);
    ModelPicker.connect(models, model, messages);
    connectText();
    connectButtons();
    model.kindProperty().addListener((Observable change) -> showState());
    model.stateProperty().addListener((Observable change) -> showState());
    model.problemProperty().addListener((Observable change) -> showState());
    model.replyProperty().addListener((Observable change) -> showState());
    showState();
  }

  private void connectText() {
    SentenceInput.connect(text, model.sentence(), model.commands().keep());
    model.sentence().answerProperty().addListener((change, before, shown) -> answer.show(shown));
    answer.show(model.sentence().answerProperty().get());
  }

  private void connectButtons() {
    bind(otherFolder, model.commands().openFolder());
    bind(retry, model.commands().retry());
    bind(random, model.commands().randomSentence());
    bind(keep, model.commands().keep());
    keep.setTooltip(new Tooltip(messages.get("keep.hint")));
    Tooltip.install(randomHolder, new Tooltip(messages.get("random.hint")));
    for (SampleTexts.Written written : model.samples().written()) {
      chips.getChildren().add(new ExampleChip(written, model.sentence()::tryOut));
    }
  }

  private static void bind(Button button, Command command) {
    button.disableProperty().bind(command.executableProperty().not());
    button.setOnAction(event -> command.execute());
  }

  private void showState() {
    TestingState state = model.stateProperty().get();
    setShown(empty, state == TestingState.EMPTY);
    boolean appears = !work.isVisible() && state != TestingState.EMPTY;
    setShown(work, state != TestingState.EMPTY);
    boolean writes = model.kindProperty().get() == ModelKind.LANGUAGE_MODEL;
    setShown(classifying, !writes);
    setShown(generation, writes);
    if (appears && work.getScene() != null) {
      Node first = writes ? generation.lookup(".first-focus") : text;
      first.requestFocus();
    }
    setShown(loading, state == TestingState.LOADING);
    setShown(failure, state == TestingState.FAILED);
    setShown(answerCard, state != TestingState.FAILED);
    answer.setOpacity(state == TestingState.READY ? 1 : 0.5);
    problem.setText(model.problemProperty().get());
    caption.setText(model.caption());
    caption.setTooltip(new Tooltip(model.caption()));
    setShown(caption, state != TestingState.FAILED);
  }

  private static void setShown(Node node, boolean shown) {
    node.setVisible(shown);
    node.setManaged(shown);
  }

  /** Copies the whole history. */
  Command copyHistory() {
    return history.copyCommand();
  }
}
