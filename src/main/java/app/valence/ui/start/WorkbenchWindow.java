package app.valence.ui.start;

import app.valence.jobs.ThreadJobRunner;
import app.valence.runs.RecordedRun;
import app.valence.runs.RunStore;
import app.valence.settings.SettingsNotice;
import app.valence.tensor.Device;
import app.valence.tensor.RuntimeOptions;
import app.valence.tensor.SharedRuntime;
import app.valence.tensor.ThreadWaiting;
import app.valence.ui.commands.CommandList;
import app.valence.ui.dialogs.FxFileDialogs;
import app.valence.ui.dialogs.FxNotices;
import app.valence.ui.dialogs.FxQuestions;
import app.valence.ui.dialogs.LogView;
import app.valence.ui.jobs.FxJobRunner;
import app.valence.ui.jobs.FxThread;
import app.valence.ui.navigation.Navigator;
import app.valence.ui.navigation.ViewLoader;
import app.valence.ui.shell.Keys;
import app.valence.ui.shell.OverlayContent;
import app.valence.ui.shell.Palette;
import app.valence.ui.shell.SettingsView;
import app.valence.ui.shell.SettingsViewModel;
import app.valence.ui.shell.ShellView;
import app.valence.ui.shell.ShellViewModel;
import app.valence.ui.text.Messages;
import app.valence.ui.theme.ThemeSwitch;
import app.valence.ui.workbench.WindowServices;
import app.valence.ui.workbench.Workbench;
import app.valence.workspace.Workspace;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.stage.Stage;

/** One window over one workspace, wired together by hand. */
final class WorkbenchWindow {
  private final Stage stage;
  private final Workspace workspace;
  private final Preferences preferences;
  private final Messages messages;
  private final WindowServices services;
  private final SharedRuntime engine;
  private final Navigator navigator = new Navigator();
  private final ShellViewModel shell;
  private final Screens screens;
  private final ThemeSwitch theme;
  private final Closing closing;
  private final SettingsViewModel settings;

  WorkbenchWindow(Stage stage, Workspace workspace, Preferences preferences, Locale locale) {
    this.stage = stage;
    this.workspace = workspace;
    this.preferences = preferences;
    this.messages = Messages.of(WorkbenchWindow.class, locale);
    this.services = services(locale);
    this.engine = engine();
    var workbench = new Workbench();
    var commands = new CommandList();
    Messages words = Messages.of(ShellView.class, locale);
    this.shell =
        new ShellViewModel(services.jobs().running(), workbench, navigator, commands, words);
    var place = new Screens.Place(workspace, new RunStore(workspace.runs()), engine);
    this.screens = new Screens(services, workbench, navigator, place);
    screens.all().values().forEach(screen -> commands.add(screen.commands()));
    this.settings =
        new SettingsViewModel(
            preferences.file(),
            preferences.settings(),
            services.notices(),
            services.files(),
            words);
    var view = new ShellView(shell, words, screens.all(), overlays(words));
    Parent root = ViewLoader.load(view, words);
    var scene = new Scene(root);
    view.installKeys(scene);
    this.theme = new ThemeSwitch(scene);
    this.closing =
        new Closing(services.jobs().running(), services.questions(), messages, stage::close);
    stage.setScene(scene);
    stage.setTitle(words.get("window.title"));
  }

  private WindowServices services(Locale locale) {
    Messages words = Messages.of(FxNotices.class, locale);
    var log = new LogView(WindowLog.open(workspace.folder()), words);
    return new WindowServices(
        new FxJobRunner(new ThreadJobRunner(), new FxThread()),
        new FxNotices(() -> stage, words, log),
        new FxFileDialogs(() -> stage),
        new FxQuestions(() -> stage),
        locale);
  }

  private SharedRuntime engine() {
    var wanted = preferences.settings();
    int threads = Math.min(wanted.threads(), RuntimeOptions.mostThreads());
    var options = new RuntimeOptions(Device.parse(wanted.device()), threads, ThreadWaiting.PASSIVE);
    return new SharedRuntime(options, wanted.cacheFolder());
  }

  private Map<ShellViewModel.Overlay, OverlayContent> overlays(Messages words) {
    var view = new SettingsView(settings, words, shell::closeOverlay);
    Parent card = ViewLoader.load(view, words);
    return Map.of(
        ShellViewModel.Overlay.PALETTE,
        new Palette(shell, words).overlay(),
        ShellViewModel.Overlay.KEYS,
        new Keys(shell, words).overlay(),
        ShellViewModel.Overlay.SETTINGS,
        new OverlayContent(card, card::requestFocus));
  }

  /** Shows the window as it was left, with the sample open. */
  void show() {
    var left = new WindowPlace(stage, preferences.file());
    var state = left.restore();
    shell.inspectorOpenProperty().set(state.value().inspectorOpen());
    Screens.named(state.value().screen()).ifPresent(navigator::show);
    stage.setOnCloseRequest(
        event -> {
          event.consume();
          closing.request();
        });
    settings.settingsProperty().subscribe(now -> theme.choose(now.theme()));
    stage.show();
    for (SettingsNotice notice : preferences.read().notices()) {
      services.notices().warn(messages.get("settings.notice"), notice.message());
    }
    screens.openSample();
    new FirstSteps(services, messages, screens, navigator)
        .begin(theme, engine, shell, new RunStore(workspace.runs()), stage);
  }

  /** Stops and saves what runs, and closes. */
  void closeWithoutAsking() {
    closing.begin();
  }

  /** Tells of a failure that nobody expected; the window stays usable. */
  void unexpected(Throwable failure) {
    services.notices().failed(messages.get("unexpected"), failure);
  }

  /** Saves what runs when the process is ended from outside; the window's thread is gone then. */
  void saveBeforeEnd(Duration patience) {
    services.jobs().stopAllAndWait(RecordedRun.PROGRAM_CLOSES, patience);
    rememberPlace();
  }

  private void rememberPlace() {
    new WindowPlace(stage, preferences.file())
        .save(navigator.currentProperty().get().name(), shell.inspectorOpenProperty().get());
  }

  /** Remembers how the window was left and frees what it held. */
  void putAway() throws IOException {
    rememberPlace();
    screens.close();
    engine.close();
    workspace.close();
  }
}
