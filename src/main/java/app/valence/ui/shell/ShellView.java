package app.valence.ui.shell;

import app.valence.ui.commands.Command;
import app.valence.ui.commands.CommandEntry;
import app.valence.ui.navigation.Screen;
import app.valence.ui.navigation.ScreenContent;
import app.valence.ui.text.Messages;
import java.util.List;
import java.util.Map;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleGroup;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The frame: rail, header, the shown screen, inspector, job strip, and what lies over them. */
public final class ShellView {
  private final ShellViewModel model;
  private final Messages messages;
  private final Map<Screen, ScreenContent> screens;
  private final Map<ShellViewModel.Overlay, OverlayContent> overlays;

  @FXML private BorderPane frame;
  @FXML private VBox rail;
  @FXML private Label title;
  @FXML private Label breadcrumb;
  @FXML private Label deviceChip;
  @FXML private Button keysButton;
  @FXML private Button settingsButton;
  @FXML private Button paletteButton;
  @FXML private Button inspectorButton;
  @FXML private StackPane content;
  @FXML private ScrollPane inspector;
  @FXML private VBox jobStrip;
  @FXML private StackPane overlay;

  private @Nullable Node focusBefore;

  /** A frame around {@code screens}. */
  public ShellView(
      ShellViewModel model,
      Messages messages,
      Map<Screen, ScreenContent> screens,
      Map<ShellViewModel.Overlay, OverlayContent> overlays) {
    this.model = model;
    this.messages = messages;
    this.screens = screens;
    this.overlays = overlays;
  }

  @FXML
  private void initialize() {
    var group = new ToggleGroup();
    for (Screen screen : Screen.values()) {
      rail.getChildren().add(new RailButton(screen, model, group));
    }
    breadcrumb.textProperty().bind(model.breadcrumb());
    deviceChip.textProperty().bind(model.deviceText());
    bindButton(keysButton, ShellViewModel.Overlay.KEYS, "do.keys");
    bindButton(settingsButton, ShellViewModel.Overlay.SETTINGS, "do.settings");
    bindButton(paletteButton, ShellViewModel.Overlay.PALETTE, "do.palette");
    inspectorButton.setAccessibleText(messages.get("do.inspector"));
    inspectorButton.setOnAction(e -> model.inspectorOpenProperty().set(!inspector.isVisible()));
    inspector.visibleProperty().bind(model.inspectorOpenProperty());
    inspector.managedProperty().bind(inspector.visibleProperty());
    new JobStrip(jobStrip, model.jobs(), messages);
    model.navigator().currentProperty().subscribe(this::show);
    model.overlayProperty().subscribe(this::cover);
    overlay.addEventFilter(KeyEvent.KEY_PRESSED, this::closeOnEscape);
    overlay.setOnMousePressed(
        event -> {
          if (event.getTarget() == overlay) {
            model.closeOverlay();
          }
        });
  }

  private void bindButton(Button button, ShellViewModel.Overlay wanted, String key) {
    button.setAccessibleText(messages.get(key));
    button.setTooltip(new javafx.scene.control.Tooltip(messages.get(key)));
    button.setOnAction(event -> model.toggle(wanted));
  }

  private void show(Screen screen) {
    ScreenContent shown = screens.get(screen);
    title.setText(model.title(screen));
    if (shown != null) {
      content.getChildren().setAll(shown.content());
      inspector.setContent(shown.inspector());
      FirstFocus.in(shown.content());
    }
  }

  private void cover(ShellViewModel.Overlay wanted) {
    OverlayContent card = overlays.get(wanted);
    boolean covered = card != null;
    if (covered && !overlay.isVisible()) {
      focusBefore = overlay.getScene() == null ? null : overlay.getScene().getFocusOwner();
    }
    overlay.setVisible(covered);
    overlay.setManaged(covered);
    frame.setDisable(covered);
    if (card != null) {
      overlay.getChildren().setAll(card.node());
      card.opened().run();
    } else if (focusBefore != null) {
      focusBefore.requestFocus();
      focusBefore = null;
    }
  }

  private void closeOnEscape(KeyEvent event) {
    if (event.getCode() == KeyCode.ESCAPE) {
      model.closeOverlay();
      event.consume();
    }
  }

  /** Makes every command's key work in {@code scene}; the shown screen's commands come first. */
  public void installKeys(Scene scene) {
    for (CommandEntry entry : model.commands().entries()) {
      if (!entry.shortcut().isEmpty()) {
        scene
            .getAccelerators()
            .put(KeyCombination.valueOf(entry.shortcut()), () -> press(entry.shortcut()));
      }
    }
  }

  private void press(String shortcut) {
    ScreenContent shown = screens.get(model.navigator().currentProperty().get());
    List<CommandEntry> own = with(shortcut, shown == null ? List.of() : shown.commands());
    List<CommandEntry> meant = own.isEmpty() ? with(shortcut, model.commands().entries()) : own;
    meant.stream()
        .map(CommandEntry::command)
        .filter(command -> command.executableProperty().get())
        .findFirst()
        .ifPresent(Command::execute);
  }

  private static List<CommandEntry> with(String shortcut, List<CommandEntry> entries) {
    return entries.stream().filter(entry -> entry.shortcut().equals(shortcut)).toList();
  }
}
