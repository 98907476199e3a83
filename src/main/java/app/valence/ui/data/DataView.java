package app.valence.ui.data;

import app.valence.ui.controls.EmptyState;
import app.valence.ui.controls.FileDrop;
import app.valence.ui.text.Messages;
import java.util.Optional;
import javafx.animation.PauseTransition;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.VBox;
import javafx.util.Duration;

/** Binds the Data screen. */
public final class DataView {
  private static final Duration TYPING = Duration.millis(150);
  private static final KeyCombination COPY = KeyCombination.valueOf("Shortcut+C");

  private final DataViewModel model;
  private final Messages messages;
  private final PauseTransition typing = new PauseTransition(TYPING);

  @FXML private VBox root;
  @FXML private VBox work;
  @FXML private EmptyState empty;
  @FXML private ReadingBar reading;
  @FXML private FailureBar failure;
  @FXML private Button open;
  @FXML private TextField search;
  @FXML private Label hits;
  @FXML private FilterBar filter;
  @FXML private Label note;
  @FXML private TableView<Integer> table;
  @FXML private Button showAll;
  @FXML private BalanceCard balance;
  @FXML private FindingList findings;
  @FXML private LengthGrid lengths;
  @FXML private FilesCard files;

  /** Shows {@code model}. */
  public DataView(DataViewModel model, Messages messages) {
    this.model = model;
    this.messages = messages;
  }

  @FXML
  void initialize() {
    reading.bind(model.opening(), messages);
    failure.bind(model.opening(), messages);
    filter.bind(model, messages);
    files.bind(model, messages);
    findings.bind(model.table()::reveal, messages);
    FileDrop.on(root, model::open);
    new ExampleGrid(table, model, messages).bind();
    open.setOnAction(pressed -> model.openCommand().execute());
    showAll.setOnAction(pressed -> model.table().showAll());
    hits.textProperty().bind(model.hitsProperty());
    bindStates();
    bindSearch();
    table.addEventHandler(KeyEvent.KEY_PRESSED, this::copyOnKey);
    model.overviewProperty().subscribe(now -> now.ifPresent(this::show));
  }

  private void bindStates() {
    empty.offer(messages.get("open"), model.openCommand());
    empty.offer(messages.get("sample"), model.sampleCommand());
    BooleanBinding shown =
        Bindings.createBooleanBinding(
            () -> model.overviewProperty().get().isPresent(), model.overviewProperty());
    visibleWhile(work, shown);
    visibleWhile(empty, shown.not());
    empty.disableProperty().bind(reading.visibleProperty());
  }

  private static void visibleWhile(Node node, BooleanBinding condition) {
    node.visibleProperty().bind(condition);
    node.managedProperty().bind(condition);
  }

  private void bindSearch() {
    typing.setOnFinished(over -> model.table().search(search.getText()));
    search.textProperty().subscribe((before, now) -> typing.playFromStart());
    search.setOnAction(entered -> model.table().search(search.getText()));
    search.setOnKeyPressed(
        key -> {
          if (key.getCode() == KeyCode.ESCAPE && !search.getText().isEmpty()) {
            search.clear();
            key.consume();
          }
        });
    model
        .table()
        .queryProperty()
        .subscribe(
            query -> {
              if (!query.search().equals(search.getText()) && query.search().isEmpty()) {
                typing.stop();
                search.clear();
              }
            });
  }

  private void show(Overview overview) {
    note.setText(overview.files());
    balance.show(overview.balances(), messages);
    findings.show(overview.findings(), messages);
    lengths.show(overview.lengths(), messages);
    files.show(overview.sources(), messages);
  }

  private void copyOnKey(KeyEvent key) {
    Optional<ExampleDetails> selected = model.detailsProperty().get();
    if (COPY.match(key) && selected.isPresent()) {
      var content = new ClipboardContent();
      content.putString(selected.get().text());
      Clipboard.getSystemClipboard().setContent(content);
      key.consume();
    }
  }

  /** Puts the cursor into the search field. */
  void focusSearch() {
    search.requestFocus();
    search.selectAll();
  }
}
