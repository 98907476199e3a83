package app.valence.ui.start;

import app.valence.jobs.Job;
import app.valence.runs.RunStore;
import app.valence.runs.StoredRun;
import app.valence.tensor.SharedRuntime;
import app.valence.ui.dialogs.Questions.Question;
import app.valence.ui.jobs.FxJobRunner.Appearance;
import app.valence.ui.navigation.Navigator;
import app.valence.ui.navigation.Screen;
import app.valence.ui.shell.ShellViewModel;
import app.valence.ui.text.Messages;
import app.valence.ui.theme.SystemAppearance;
import app.valence.ui.theme.ThemeSwitch;
import app.valence.ui.workbench.WindowServices;
import java.util.Date;
import java.util.List;
import java.util.function.Consumer;
import javafx.stage.Stage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What happens beside the window once it is open: the system's look, the engine, old runs. */
final class FirstSteps {
  private static final Logger LOG = LoggerFactory.getLogger(FirstSteps.class);

  private final WindowServices services;
  private final Messages messages;
  private final Screens screens;
  private final Navigator navigator;

  FirstSteps(WindowServices services, Messages messages, Screens screens, Navigator navigator) {
    this.services = services;
    this.messages = messages;
    this.screens = screens;
    this.navigator = navigator;
  }

  void begin(
      ThemeSwitch theme, SharedRuntime engine, ShellViewModel shell, RunStore store, Stage stage) {
    followSystem(theme);
    // Whoever comes back to the window may have changed the system's look meanwhile.
    stage.focusedProperty().subscribe(focused -> followIfFocused(theme, focused));
    warmUp(engine, shell);
    offerToResume(store);
  }

  private void followIfFocused(ThemeSwitch theme, boolean focused) {
    if (focused) {
      followSystem(theme);
    }
  }

  private void followSystem(ThemeSwitch theme) {
    quietly(
        "system look",
        context -> SystemAppearance.ask(),
        found -> found.ifPresent(theme::systemIs),
        failure -> LOG.debug("The system does not say how it looks", failure));
  }

  /** The engine takes seconds to start: the first run should not have to wait for it. */
  private void warmUp(SharedRuntime engine, ShellViewModel shell) {
    quietly(
        "engine",
        context -> engine.get().device().toString(),
        shell::showDevice,
        failure -> services.notices().failed(messages.get("engine.failed"), failure));
  }

  private void offerToResume(RunStore store) {
    quietly(
        "old runs",
        context -> {
          store.settle();
          return store.interrupted();
        },
        this::askAbout,
        failure -> services.notices().failed(messages.get("runs.unreadable"), failure));
  }

  private void askAbout(List<StoredRun> interrupted) {
    if (interrupted.isEmpty()) {
      return;
    }
    StoredRun latest = interrupted.get(0);
    String text =
        messages.get(
            "resume.text", latest.record().request().name(), Date.from(latest.record().started()));
    var answers = List.of(messages.get("resume.now"), messages.get("resume.later"));
    var question = new Question(messages.get("resume.title"), text, answers);
    if (services.questions().ask(question).filter(answer -> answer == 0).isPresent()) {
      navigator.show(Screen.TRAIN);
      screens.resume(latest);
    }
  }

  private <T> void quietly(
      String name, Job<T> job, Consumer<T> succeeded, Consumer<Throwable> failed) {
    services
        .jobs()
        .start(
            Appearance.quiet(name), job, outcome -> outcome.match(succeeded, failed, reason -> {}));
  }
}
