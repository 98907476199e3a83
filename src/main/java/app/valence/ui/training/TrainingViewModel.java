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
import app.valence.ui.jobs.FxJobRunner;
import app.valence.ui.jobs.Gathered;
import app.valence.ui.jobs.RunLife;
import app.valence.ui.jobs.RunPhase;
import app.valence.ui.jobs.RunningJob;
import app.valence.ui.navigation.Navigator;
import app.valence.ui.navigation.Screen;
import app.valence.ui.text.ErrorText;
import app.valence.ui.text.Messages;
import app.valence.ui.workbench.ChartSaving;
import app.valence.ui.workbench.OpenData;
import app.valence.ui.workbench.OpenModel;
import app.valence.ui.workbench.WindowServices;
import app.valence.ui.workbench.Workbench;
import java.util.List;
import java.util.Objects;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;

/** Asks for runs, follows the one that is under way, and says what came of it. */
public final class TrainingViewModel {
  private final WindowServices services;
  private final Workbench workbench;
  private final Navigator navigator;
  private final RunStarter starter;
  private final Messages messages;

  private final FormState form;
  private final RecipeShelf recipes;
  private final RunCurves curves;
  private final RunLife life = new RunLife();
  private final RunState state;
  private final EarlierRuns earlier;
  private final ReadOnlyBooleanWrapper empty = new ReadOnlyBooleanWrapper();
  private final TrainingCommands commands;
  private RunHistory history = RunHistory.EMPTY;

  /** A screen without a run. */
  public TrainingViewModel(
      WindowServices services,
      Workbench workbench,
      Navigator navigator,
      RunStarter starter,
      RecipePlace place) {
    this.services = services;
    this.workbench = workbench;
    this.navigator = navigator;
    this.starter = starter;
    this.messages = Messages.of(TrainingViewModel.class, services.locale());
    var sentences = new RunSentences(messages);
    var idle = life.phaseProperty().isEqualTo(RunPhase.IDLE);
    var othersTrain = services.jobs().trainingProperty().and(idle);
    this.form = new FormState(services, workbench, sentences, messages, othersTrain);
    this.recipes = new RecipeShelf(services, place, workbench, form.form(), messages);
    this.state = new RunState(sentences);
    this.curves = new RunCurves(messages);
    var stage = new EarlierRuns.Stage(curves, state);
    this.earlier = new EarlierRuns(services, workbench, starter, stage, messages);
    this.commands = commands();
    empty.bind(
        Bindings.createBooleanBinding(
            () -> workbench.dataProperty().get() == null && state.asked.get() == null,
            workbench.dataProperty(),
            state.asked));
    life.phaseProperty().subscribe(phase -> state.show(phase));
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
        Command.when(workbench.modelProperty().isNotNull(), () -> navigator.show(Screen.TEST)),
        Command.of(() -> curves.allShownProperty().set(!curves.allShownProperty().get())));
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
    if (services.jobs().trainingProperty().get()) {
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
        new Gathered<>(services.jobs().ui(), state.warnings::addAll));
  }

  private void prepare(RunRequest request) {
    state.begin(request);
    curves.multiples().compareWith(request.reference());
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
    started
        .progressProperty()
        .subscribe(progress -> state.show(life.phaseProperty().get(), progress));
  }

  private void showHistory(List<RunHistory> read) {
    history = read.get(read.size() - 1);
    curves.redraw(history, Long.MAX_VALUE);
  }

  private void happened(List<TrainingEvent> events) {
    RunNumbers now = state.numbers.get();
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
    state.numbers.set(now);
    curves.refresh();
    state.judge(curves);
  }

  private void ended(RunRequest request, Outcome<RecordedRun.Finished> outcome) {
    life.end();
    if (outcome instanceof Outcome.Succeeded<RecordedRun.Finished> success) {
      finished(request, success.value());
    } else if (outcome instanceof Outcome.Failed<RecordedRun.Finished> failure) {
      state.error.set(ErrorText.of(failure.cause()));
      state.status.set(messages.get("status.failed"));
      services.notices().failed(messages.get("status.failed"), failure.cause());
    } else {
      state.status.set(messages.get("status.notBegun"));
    }
  }

  private void finished(RunRequest request, RecordedRun.Finished finished) {
    String ending = state.end(request, finished);
    earlier.refresh();
    form.measured(request, finished);
    if (finished.reason() == EndReason.DIVERGED) {
      services.notices().warn(state.status.get(), ending);
      return;
    }
    workbench.modelProperty().set(new OpenModel(request.name(), finished.folder()));
    workbench.runProperty().set(request.name());
    services.notices().done(state.status.get(), ending);
  }

  /** Saves charts to files. */
  ChartSaving saving() {
    return new ChartSaving(services, messages);
  }

  /** What can be done. */
  public TrainingCommands can() {
    return commands;
  }

  /** The settings, and what they come to. */
  public FormState form() {
    return form;
  }

  /** The recipes to choose from. */
  public RecipeShelf recipes() {
    return recipes;
  }

  /** The runs that ended. */
  public EarlierRuns earlier() {
    return earlier;
  }

  /** The curves of the run. */
  public RunCurves curves() {
    return curves;
  }

  /** What the run does at the moment. */
  public ReadOnlyObjectProperty<RunPhase> phaseProperty() {
    return life.phaseProperty();
  }

  /** What is known of the run: its numbers, its verdict, its report. */
  public RunState state() {
    return state;
  }

  /** Whether there is nothing to train on and nothing to show. */
  public ReadOnlyBooleanProperty emptyProperty() {
    return empty.getReadOnlyProperty();
  }
}
