package app.valence.ui.shell;

import app.valence.ui.commands.Command;
import app.valence.ui.commands.CommandEntry;
import app.valence.ui.commands.CommandList;
import app.valence.ui.jobs.RunningJob;
import app.valence.ui.navigation.Navigator;
import app.valence.ui.navigation.Screen;
import app.valence.ui.text.Messages;
import app.valence.ui.workbench.OpenData;
import app.valence.ui.workbench.OpenModel;
import app.valence.ui.workbench.Workbench;
import java.util.ArrayList;
import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.beans.value.ObservableStringValue;
import javafx.collections.ObservableList;

/** The frame's state: what is open, what runs, which overlay is shown, and the frame's commands. */
public final class ShellViewModel {
  private final Navigator navigator;
  private final CommandList commands;
  private final Messages messages;
  private final ObservableList<RunningJob> jobs;
  private final ObservableStringValue breadcrumb;
  private final StringProperty deviceText;
  private final BooleanProperty inspectorOpen = new SimpleBooleanProperty(true);
  private final ObjectProperty<Overlay> overlay = new SimpleObjectProperty<>(Overlay.NONE);

  /** What lies over the window. */
  public enum Overlay {
    NONE,
    PALETTE,
    KEYS,
    SETTINGS
  }

  /** A frame around the screens that {@code navigator} shows; adds its commands to the list. */
  public ShellViewModel(
      ObservableList<RunningJob> jobs,
      Workbench workbench,
      Navigator navigator,
      CommandList commands,
      Messages messages) {
    this.deviceText = new SimpleStringProperty(messages.get("device.chip", "…"));
    this.jobs = jobs;
    this.navigator = navigator;
    this.commands = commands;
    this.messages = messages;
    this.breadcrumb =
        Bindings.createStringBinding(
            () -> breadcrumb(workbench),
            workbench.dataProperty(),
            workbench.modelProperty(),
            workbench.runProperty());
    commands.add(ownCommands());
  }

  private String breadcrumb(Workbench workbench) {
    List<String> parts = new ArrayList<>();
    OpenData data = workbench.dataProperty().get();
    parts.add(data == null ? messages.get("open.nothing") : data.name());
    OpenModel model = workbench.modelProperty().get();
    if (model != null) {
      parts.add(model.name());
    }
    String run = workbench.runProperty().get();
    if (!run.isEmpty() && (model == null || !run.equals(model.name()))) {
      parts.add(run);
    }
    return String.join("  ▸  ", parts);
  }

  private List<CommandEntry> ownCommands() {
    List<CommandEntry> own = new ArrayList<>();
    String go = messages.get("group.go");
    for (Screen screen : Screen.values()) {
      own.add(
          new CommandEntry(
              go,
              title(screen),
              "Shortcut+" + screen.place(),
              Command.of(() -> navigator.show(screen))));
    }
    own.add(windowCommand("palette", "Shortcut+K", () -> toggle(Overlay.PALETTE)));
    own.add(windowCommand("keys", "F1", () -> toggle(Overlay.KEYS)));
    own.add(windowCommand("settings", "Shortcut+Comma", () -> toggle(Overlay.SETTINGS)));
    own.add(
        windowCommand("inspector", "Shortcut+I", () -> inspectorOpen.set(!inspectorOpen.get())));
    return own;
  }

  private CommandEntry windowCommand(String key, String shortcut, Runnable action) {
    return new CommandEntry(
        messages.get("group.window"), messages.get("do." + key), shortcut, Command.of(action));
  }

  /** Opens an overlay, or closes it if it is open. */
  public void toggle(Overlay wanted) {
    overlay.set(overlay.get() == wanted ? Overlay.NONE : wanted);
  }

  /** Closes what lies over the window. */
  public void closeOverlay() {
    overlay.set(Overlay.NONE);
  }

  /** A screen's name. */
  public String title(Screen screen) {
    return messages.get("screen." + screen.key());
  }

  /** Which overlay is shown. */
  public ObjectProperty<Overlay> overlayProperty() {
    return overlay;
  }

  /** Whether the inspector is shown. */
  public BooleanProperty inspectorOpenProperty() {
    return inspectorOpen;
  }

  /** What is open: data ▸ model ▸ run. */
  public ObservableStringValue breadcrumb() {
    return breadcrumb;
  }

  /** Where the engine computes. */
  public ObservableStringValue deviceText() {
    return deviceText;
  }

  /** Names the device on which the engine computes. */
  public void showDevice(String device) {
    deviceText.set(messages.get("device.chip", device));
  }

  /** The jobs that run. */
  public ObservableList<RunningJob> jobs() {
    return jobs;
  }

  /** Which screen is shown. */
  public Navigator navigator() {
    return navigator;
  }

  /** All that can be done. */
  public CommandList commands() {
    return commands;
  }
}
