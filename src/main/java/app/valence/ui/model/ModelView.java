package app.valence.ui.model;

import app.valence.ui.controls.FigureTiles;
import app.valence.ui.text.Messages;
import javafx.beans.binding.Bindings;
import javafx.fxml.FXML;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The Model screen: the models on the left; the facts of one, and adapting it, on the right. */
public final class ModelView {
  private final ModelViewModel viewModel;
  private final Parent adapting;
  private final CardText card = new CardText();
  private final FigureTiles facts;

  @FXML private ListView<ModelEntry> models;
  @FXML private Button chooseFolder;
  @FXML private TabPane tabs;
  @FXML private Tab aboutTab;
  @FXML private Tab adaptTab;
  @FXML private Label name;
  @FXML private TextField newName;
  @FXML private Label about;
  @FXML private Label problem;
  @FXML private StackPane factsHolder;
  @FXML private Button train;
  @FXML private Button adapt;
  @FXML private Button resume;
  @FXML private Button rename;
  @FXML private Button delete;
  @FXML private VBox cardBox;
  @FXML private ScrollPane cardScroll;

  ModelView(ModelViewModel viewModel, Parent adapting, Messages messages) {
    this.viewModel = viewModel;
    this.adapting = adapting;
    this.facts = new FigureTiles(4, ModelWords.FACTS, key -> messages.get("fact." + key));
  }

  @FXML
  void initialize() {
    adaptTab.setContent(adapting);
    factsHolder.getChildren().setAll(facts);
    cardScroll.setContent(card);
    bindModels();
    bindTabs();
    bindName();
    Bound.command(chooseFolder, viewModel.can().chooseFolder());
    Bound.command(train, viewModel.can().train());
    Bound.command(resume, viewModel.can().resume());
    Bound.command(rename, viewModel.can().rename());
    Bound.command(delete, viewModel.can().delete());
    shownWhileEnabled(resume);
    shownWhileEnabled(rename);
    shownWhileEnabled(delete);
    adapt.setOnAction(event -> viewModel.adaptingShownProperty().set(true));
    viewModel.factsProperty().subscribe(this::show);
  }

  private void bindModels() {
    models.setItems(viewModel.shelf().entries());
    models.setCellFactory(list -> new ModelEntryCell(viewModel.words()));
    viewModel.shelf().selectedProperty().subscribe(this::select);
    models
        .getSelectionModel()
        .selectedItemProperty()
        .subscribe(
            entry -> {
              if (entry != null) {
                viewModel.shelf().selectedProperty().set(entry);
              }
            });
  }

  private void select(@Nullable ModelEntry entry) {
    if (entry != null) {
      models.getSelectionModel().select(entry);
      name.setText(viewModel.words().name(entry));
    }
  }

  private void bindTabs() {
    viewModel
        .adaptingShownProperty()
        .subscribe(shown -> tabs.getSelectionModel().select(shown ? adaptTab : aboutTab));
    tabs.getSelectionModel()
        .selectedItemProperty()
        .subscribe(tab -> viewModel.adaptingShownProperty().set(tab == adaptTab));
  }

  private void bindName() {
    Bound.shownWhile(newName, viewModel.renamingProperty());
    Bound.shownWhile(name, viewModel.renamingProperty().not());
    newName.setOnAction(event -> viewModel.rename(newName.getText()));
    newName.setOnKeyPressed(
        key -> {
          if (key.getCode() == KeyCode.ESCAPE) {
            viewModel.renamingProperty().set(false);
            key.consume();
          }
        });
    viewModel
        .renamingProperty()
        .subscribe(
            is -> {
              if (is) {
                newName.setText(name.getText());
                newName.requestFocus();
                newName.selectAll();
              }
            });
  }

  private void show(ModelFacts shown) {
    about.setText(shown.about());
    problem.setText(shown.problem());
    ModelWords.FACTS.forEach(key -> facts.set(key, shown.facts().getOrDefault(key, "–")));
    card.show(shown.card());
    cardScroll.setVvalue(0);
    adapt.setDisable(!shown.problem().isEmpty());
    Bound.visible(about, !shown.about().isEmpty());
    Bound.visible(problem, !shown.problem().isEmpty());
    Bound.visible(factsHolder, shown.problem().isEmpty());
    Bound.visible(cardBox, !shown.card().isEmpty());
  }

  private static void shownWhileEnabled(Button button) {
    Bound.shownWhile(button, Bindings.not(button.disableProperty()));
  }
}
