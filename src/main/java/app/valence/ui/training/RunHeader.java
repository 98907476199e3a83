package app.valence.ui.training;

import app.valence.ui.commands.Command;
import app.valence.ui.jobs.RunPhase;
import app.valence.ui.text.Messages;
import javafx.beans.value.ObservableStringValue;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;

/**
 * What stands above the curves: how the run looks, and which curves are shown. Beside all curves,
 * where the settings have no room, it has the buttons of the run too.
 */
final class RunHeader extends HBox {
  private static final double THREE_LINES = 76;

  private final TrainingViewModel viewModel;
  private final Messages messages;

  RunHeader(TrainingViewModel viewModel, Messages messages) {
    this.viewModel = viewModel;
    this.messages = messages;
    getStyleClass().addAll("space-m", "run-header");
    VBox words = words();
    HBox.setHgrow(words, Priority.ALWAYS);
    var right = new VBox(4, choice(), compare(), new EarlierMenu(viewModel, messages));
    right.setAlignment(Pos.TOP_RIGHT);
    right.setMinWidth(USE_PREF_SIZE);
    getChildren().setAll(words, buttons(), right);
  }

  private VBox words() {
    var status = new Label();
    status.getStyleClass().add("heading");
    status.setWrapText(true);
    status.setMinHeight(USE_PREF_SIZE);
    status.textProperty().bind(viewModel.state().statusProperty());
    Label error = line(viewModel.state().errorProperty(), "error-text");
    error.setGraphic(new FontIcon("mdal-error_outline"));
    var hint = new Label(messages.get("chart.empty"));
    hint.getStyleClass().add("muted");
    shownIf(
        hint,
        viewModel.state().askedProperty().isNull().and(viewModel.curves().allShownProperty()));
    var words = new VBox(status, hint, line(viewModel.state().verdictProperty(), "muted"), error);
    words.getStyleClass().add("space-xs");
    // Three lines: what is below must not move with what is said of a run.
    viewModel
        .state()
        .askedProperty()
        .subscribe(asked -> words.setMinHeight(asked == null ? USE_PREF_SIZE : THREE_LINES));
    return words;
  }

  private static Label line(ObservableStringValue text, String styleClass) {
    var line = new Label();
    line.setWrapText(true);
    line.setMinHeight(USE_PREF_SIZE);
    line.getStyleClass().add(styleClass);
    line.textProperty().bind(text);
    shownIf(line, line.textProperty().isNotEmpty());
    return line;
  }

  private static void shownIf(Node node, javafx.beans.value.ObservableValue<Boolean> condition) {
    node.visibleProperty().bind(condition);
    node.managedProperty().bind(node.visibleProperty());
  }

  private CheckBox compare() {
    var compare = new CheckBox(messages.get("compare"));
    compare.setMinWidth(USE_PREF_SIZE);
    compare.selectedProperty().bindBidirectional(viewModel.curves().comparingProperty());
    shownIf(
        compare,
        viewModel.curves().comparableProperty().and(viewModel.curves().allShownProperty().not()));
    return compare;
  }

  private HBox choice() {
    var overview = new ToggleButton(messages.get("curves.overview"));
    var all = new ToggleButton(messages.get("curves.all"));
    overview.getStyleClass().add("left-pill");
    all.getStyleClass().add("right-pill");
    all.setTooltip(new Tooltip(messages.get("curves.all.help")));
    var group = new ToggleGroup();
    group.getToggles().setAll(overview, all);
    var shown = viewModel.curves().allShownProperty();
    shown.subscribe(is -> group.selectToggle(is ? all : overview));
    overview.setOnAction(event -> choose(group, overview, false));
    all.setOnAction(event -> choose(group, all, true));
    var both = new HBox(overview, all);
    both.setMinWidth(USE_PREF_SIZE);
    both.setAlignment(Pos.TOP_RIGHT);
    return both;
  }

  /** One of the two is always chosen, also after a click on the one that is. */
  private void choose(ToggleGroup group, ToggleButton button, boolean all) {
    group.selectToggle(button);
    viewModel.curves().allShownProperty().set(all);
  }

  private HBox buttons() {
    Button pause = button("command.pause.help", "mdmz-pause", viewModel.can().pause());
    viewModel
        .phaseProperty()
        .subscribe(
            phase ->
                pause.setGraphic(
                    new FontIcon(
                        phase == RunPhase.PAUSED ? "mdmz-play_circle_outline" : "mdmz-pause")));
    var buttons =
        new HBox(
            button("command.start.help", "mdmz-play_arrow", viewModel.can().start()),
            pause,
            button("command.step.help", "mdmz-skip_next", viewModel.can().step()),
            button("command.stop.help", "mdmz-stop", viewModel.can().stop()));
    buttons.getStyleClass().add("space-xs");
    buttons.setMinWidth(USE_PREF_SIZE);
    shownIf(buttons, viewModel.curves().allShownProperty());
    return buttons;
  }

  private Button button(String key, String icon, Command command) {
    var button = new Button(null, new FontIcon(icon));
    button.getStyleClass().add("button-icon");
    button.setTooltip(new Tooltip(messages.get(key)));
    button.setAccessibleText(messages.get(key));
    button.setOnAction(event -> command.execute());
    button.disableProperty().bind(command.executableProperty().not());
    return button;
  }
}
