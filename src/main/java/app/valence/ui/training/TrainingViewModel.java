package app.valence.ui.training;

import app.valence.jobs.Job;
import app.valence.jobs.Outcome;
import app.valence.jobs.PauseGate;
import app.valence.runs.RecordedRun;
import app.valence.runs.RunHistory;
import app.valence.runs.RunRequest;
import app.valence.runs.RunWatch;
import app.valence.runs.StoredRun;
import app.valence.training.EndReason;
import app.valence.training.TrainingEvent;
import app.valence.ui.commands.Command;
import app.valence.ui.dialogs.FileDialogs;
import app.valence.ui.jobs.FxJobRunner;
import app.valence.ui.jobs.Gathered;
import app.valence.ui.jobs.RunningJob;
import app.valence.ui.navigation.Navigator;
import app.valence.ui.navigation.Screen;
import app.valence.ui.text.Messages;
import app.valence.ui.text.ErrorText;
import app.valence.ui.workbench.OpenData;
import app.valence.ui.workbench.OpenModel;
import app.valence.ui.workbench.WindowServices;
import app.valence.ui.workbench.Workbench;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/** Asks for runs, follows the one that is under way, and says what came of it. */
public final class TrainingViewModel {
  private final WindowServices services;
  private final Workbench workbench;
  private final Navigator navigator;
  private final RunStarter starter;
  private final Messages messages;
  private final RunSentences sentences;

  private final FormState form;
  private final RunCurves curves;
  private final RunLife life = new RunLife();
  private final ReadOnlyObjectWrapper<RunNumbers> numbers =
      new ReadOnlyObjectWrapper<>(RunNumbers.NONE);
  private final ReadOnlyStringWrapper status = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper verdict = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper error = new ReadOnlyStringWrapper("");
  private final ReadOnlyObjectWrapper<@Nullable RunReport> report = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyObjectWrapper<@Nullable RunRequest> asked = new ReadOnlyObjectWrapper<>();
  private final ObservableList<String> warnings = FXCollections.observableArrayList();
  private final ReadOnlyBooleanWrapper empty = new ReadOnlyBooleanWrapper();
  private final TrainingCommands commands;
  private RunHistory history = RunHistory.EMPTY;

  /** A screen without a run. */
  public TrainingViewModel(
      WindowServices services, Workbench workbench, Navigator navigator, RunStarter starter) {
    this.services = services;
    this.workbench = workbench;
    this.navigator = navigator;
    this.starter = starter;
    this.messages = Messages.of(TrainingViewModel.class, services.locale());
    this.sentences = new RunSentences(messages);
    this.form = new FormState(services, workbench, sentences, messages);
    this.curves = new RunCurves(messages);
    this.commands = commands();
    empty.bind(
        Bindings.createBooleanBinding(
            () -> workbench.dataProperty().get() == null && asked.get() == null,
            workbench.dataProperty(),
            asked));
    life.phaseProperty().subscribe(phase -> showStatus());
  }

  private TrainingCommands commands() {
    var phase = life.phaseProperty();
    var idle = phase.isEqualTo(RunPhase.IDLE);
    var paused = phase.isEqualTo(RunPhase.PAUSED);
    var running = phase.isEqualTo(RunPhase.RUNNING);
    var active = phase.isNotEqualTo(RunPhase.IDLE);
    return new TrainingCommands(
        Command.when(idle.and(form.readyProperty()), this::start).runningWhile(active),
        Command.when(running.or(paused), life::pauseOrProceed),
        Command.when(paused, life::step),
        Command.when(
            active.and(phase.isNotEqualTo(RunPhase.STOPPING)),
            () -> life.stop(messages.get("stop.reason"))),
        Command.when(idle, form.form()::reset),
        Command.when(idle.and(form.form().undoableProperty()), form.form()::undoReset),
        Command.when(idle, form::chooseFolder),
        Command.of(() -> navigator.show(Screen.DATA)),
        Command.when(workbench.modelProperty().isNotNull(), () -> navigator.show(Screen.TEST)));
  }

  private void start() {
    OpenData data = Objects.requireNonNull(workbench.dataProperty().get());
    RunRequest request = form.form().request(data);
    prepare(request);
    curves.beginAnew();
    var gate = new PauseGate();
    run(request, gate, starter.begin(request, watch(gate)));
  }

  /** Goes on with a run that was cut short: its settings and curves come back, and it runs. */
  public void resume(StoredRun run) {
    if (life.phaseProperty().get().isActive()) {
      services.notices().warn(messages.get("resume.busy.title"), messages.get("resume.busy.text"));
      return;
    }
    navigator.show(Screen.TRAIN);
    RunRequest request = run.record().request();
    form.form().show(request);
    prepare(request);
    curves.beginAnew();
    var gate = new PauseGate();
    Job<RecordedRun.Finished> job = starter.resume(run, watch(gate));
    var earlier = new Gathered<RunHistory>(services.jobs().ui(), this::showHistory);
    run(
        request,
        gate,
        context -> {
          earlier.accept(RunHistory.read(run.folder()));
          return job.run(context);
        });
  }

  private RunWatch watch(PauseGate gate) {
    return new RunWatch(
        gate,
        new Gathered<>(services.jobs().ui(), this::happened),
        new Gathered<>(services.jobs().ui(), warnings::addAll));
  }

  private void prepare(RunRequest request) {
    asked.set(request);
    report.set(null);
    error.set("");
    verdict.set("");
    warnings.clear();
    numbers.set(RunNumbers.NONE);
    history = RunHistory.EMPTY;
    life.begin();
  }

  private void run(RunRequest request, PauseGate gate, Job<RecordedRun.Finished> job) {
    String title = messages.get("job.title", request.name());
    RunningJob started =
        services
            .jobs()
            .start(
                FxJobRunner.Appearance.pausable(title, gate),
                job,
                outcome -> ended(request, outcome));
    life.follow(started);
    started.progressProperty().subscribe(progress -> showStatus(started));
  }

  private void showHistory(List<RunHistory> read) {
    history = read.get(read.size() - 1);
    curves.redraw(history, Long.MAX_VALUE);
  }

  private void happened(List<TrainingEvent> events) {
    RunNumbers now = numbers.get();
    for (TrainingEvent event : events) {
      if (event instanceof TrainingEvent.Started started) {
        if (started.step() > 0) {
          curves.redraw(history, started.step());
        }
        now = now.planned(started.step(), started.plan());
        life.trains();
      }
      curves.accept(event);
      if (event instanceof TrainingEvent.Logged logged) {
        now = now.logged(logged.row(), curves.smoothLoss(), curves.smoothAccuracy());
      } else if (event instanceof TrainingEvent.Evaluated evaluated) {
        now = now.evaluated(evaluated.row(), curves.bestStep());
      }
    }
    numbers.set(now);
    curves.refresh();
    verdict.set(sentences.verdict(curves.verdict(), curves.bestStep()));
  }

  private void ended(RunRequest request, Outcome<RecordedRun.Finished> outcome) {
    life.end();
    if (outcome instanceof Outcome.Succeeded<RecordedRun.Finished> success) {
      finished(request, success.value());
    } else if (outcome instanceof Outcome.Failed<RecordedRun.Finished> failure) {
      error.set(ErrorText.of(failure.cause()));
      status.set(messages.get("status.failed"));
      services.notices().failed(messages.get("status.failed"), failure.cause());
    } else {
      status.set(messages.get("status.notBegun"));
    }
  }

  private void finished(RunRequest request, RecordedRun.Finished finished) {
    String ending = sentences.ending(finished);
    report.set(new RunReport(request.name(), finished, ending, sentences.measuredOn(finished)));
    status.set(messages.get("status." + finished.reason().name().toLowerCase(Locale.ROOT)));
    form.measured(request, finished);
    if (finished.reason() == EndReason.DIVERGED) {
      services.notices().warn(status.get(), ending);
      return;
    }
    workbench.modelProperty().set(new OpenModel(request.name(), finished.folder()));
    workbench.runProperty().set(request.name());
    services.notices().done(status.get(), ending);
  }

  private void showStatus() {
    RunPhase phase = life.phaseProperty().get();
    if (phase.isActive()) {
      status.set(messages.get("status." + phase.name().toLowerCase(Locale.ROOT)));
    } else if (asked.get() == null) {
      status.set(messages.get("status.ready"));
    }
  }

  /** While a run starts and at its end, its stage says more than its phase. */
  private void showStatus(RunningJob job) {
    var progress = job.progressProperty().get();
    RunPhase phase = life.phaseProperty().get();
    if (progress != null && (phase == RunPhase.STARTING || phase == RunPhase.RUNNING)) {
      status.set(sentences.stage(progress));
    }
  }

  /** Asks where a chart is to be saved; empty if the person thinks better of it. */
  Optional<Path> exportTarget(String name, String ending) {
    var kind = new FileDialogs.Kind(ending.toUpperCase(Locale.ROOT), List.of(ending));
    return services.files().save(messages.get("export.title"), name + "." + ending, kind);
  }

  /** Tells that a chart was saved. */
  void exported(Path file) {
    services.notices().done(messages.get("export.done"), file.toString());
  }

  /** Tells why a chart could not be saved. */
  void exportFailed(IOException cause) {
    services.notices().failed(messages.get("export.failed"), cause);
  }

  /** What can be done. */
  public TrainingCommands can() {
    return commands;
  }

  /** The settings, and what they come to. */
  public FormState form() {
    return form;
  }

  /** The curves of the run. */
  public RunCurves curves() {
    return curves;
  }

  /** What the run does at the moment. */
  public ReadOnlyObjectProperty<RunPhase> phaseProperty() {
    return life.phaseProperty();
  }

  /** How far the run is and what it measured last. */
  public ReadOnlyObjectProperty<RunNumbers> numbersProperty() {
    return numbers.getReadOnlyProperty();
  }

  /** What happens, in a few words. */
  public ReadOnlyStringProperty statusProperty() {
    return status.getReadOnlyProperty();
  }

  /** How the run looks, in a sentence. */
  public ReadOnlyStringProperty verdictProperty() {
    return verdict.getReadOnlyProperty();
  }

  /** Why the last run failed and what to do; empty if it did not. */
  public ReadOnlyStringProperty errorProperty() {
    return error.getReadOnlyProperty();
  }

  /** What the last run came to; null before its end. */
  public ReadOnlyObjectProperty<@Nullable RunReport> reportProperty() {
    return report.getReadOnlyProperty();
  }

  /** The run that was asked for last, or null. */
  public ReadOnlyObjectProperty<@Nullable RunRequest> askedProperty() {
    return asked.getReadOnlyProperty();
  }

  /** What may spoil the run. */
  public ObservableList<String> warnings() {
    return FXCollections.unmodifiableObservableList(warnings);
  }

  /** Whether there is nothing to train on and nothing to show. */
  public ReadOnlyBooleanProperty emptyProperty() {
    return empty.getReadOnlyProperty();
  }
}
