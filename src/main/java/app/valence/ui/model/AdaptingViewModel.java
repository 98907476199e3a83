package app.valence.ui.model;

import app.valence.adaptation.AdaptationJob;
import app.valence.adaptation.AdaptationRequest;
import app.valence.adaptation.AdaptedModel;
import app.valence.jobs.Job;
import app.valence.jobs.Outcome;
import app.valence.jobs.PauseGate;
import app.valence.runs.RunHistory;
import app.valence.runs.RunWatch;
import app.valence.training.EndReason;
import app.valence.training.TrainingEvent;
import app.valence.ui.commands.Command;
import app.valence.ui.jobs.FxJobRunner.Appearance;
import app.valence.ui.jobs.Gathered;
import app.valence.ui.jobs.RunLife;
import app.valence.ui.jobs.RunPhase;
import app.valence.ui.jobs.RunningJob;
import app.valence.ui.text.ErrorText;
import app.valence.ui.text.Messages;
import app.valence.ui.workbench.ChartSaving;
import app.valence.ui.workbench.WindowServices;
import app.valence.ui.workbench.Workbench;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/** Asks for adaptations, follows the one that is under way, and says what it did. */
public final class AdaptingViewModel {
  private final WindowServices services;
  private final AdaptationStarter starter;
  private final Messages messages;
  private final AdaptingWords words;
  private final AdaptingSetup setup;
  private final AdaptingCurves curves;
  private final AdaptingState state = new AdaptingState();
  private final RunLife life = new RunLife();
  private final AdaptingCommands commands;
  private final ReadOnlyLongWrapper endings = new ReadOnlyLongWrapper();
  private final ReadOnlyObjectWrapper<@Nullable AdaptedModel> train = new ReadOnlyObjectWrapper<>();

  AdaptingViewModel(
      WindowServices services, Workbench workbench, ModelPlace place, ModelShelf shelf) {
    this.services = services;
    this.starter = place.starter();
    this.messages = Messages.of(AdaptingViewModel.class, services.locale());
    this.words = new AdaptingWords(messages);
    this.setup = new AdaptingSetup(services, workbench, place, shelf);
    this.curves = new AdaptingCurves(messages);
    this.commands = commands();
    life.phaseProperty().subscribe(this::phaseChanged);
  }

  private AdaptingCommands commands() {
    var phase = life.phaseProperty();
    var idle = phase.isEqualTo(RunPhase.IDLE);
    var active = idle.not();
    var paused = phase.isEqualTo(RunPhase.PAUSED);
    var running = phase.isEqualTo(RunPhase.RUNNING);
    var free = services.jobs().trainingProperty().not();
    var usable = resultIs(result -> result.usable());
    var resumable = resultIs(r -> r.model().record().status().isResumable());
    return new AdaptingCommands(
        Command.when(idle, setup::addFiles),
        Command.when(idle, setup.texts()::read),
        Command.when(idle.and(setup.readyProperty()).and(free), this::start).runningWhile(active),
        Command.when(running.or(paused), life::pauseOrProceed),
        Command.when(
            active.and(phase.isNotEqualTo(RunPhase.STOPPING)),
            () -> life.stop(messages.get("stop.reason"))),
        Command.when(idle.and(resumable).and(free), () -> resume(resultModel())),
        Command.when(idle, () -> state.shown.set(false)),
        Command.when(idle.and(usable), () -> handOver(resultModel())));
  }

  private javafx.beans.binding.BooleanBinding resultIs(
      java.util.function.Predicate<AdaptingResult> what) {
    return Bindings.createBooleanBinding(
        () -> Optional.ofNullable(state.result.get()).filter(what).isPresent(), state.result);
  }

  private AdaptedModel resultModel() {
    return Optional.ofNullable(state.result.get()).orElseThrow().model();
  }

  private void handOver(AdaptedModel model) {
    train.set(null);
    train.set(model);
  }

  private void phaseChanged(RunPhase phase) {
    if (phase.isActive()) {
      state.status.set(words.phase(phase));
    }
  }

  private void start() {
    AdaptationRequest request = setup.request();
    prepare(request);
    var gate = new PauseGate();
    run(request, gate, starter.begin(request, setup.texts().chosenSplit(), watch(gate)));
  }

  /** Goes on with an adaptation that was cut short. */
  void resume(AdaptedModel model) {
    if (services.jobs().trainingProperty().get()) {
      services.notices().warn(messages.get("busy.title"), messages.get("busy.text"));
      return;
    }
    AdaptationRequest request = model.record().request();
    prepare(request);
    curves.beginAgain(model.record().results().before());
    var gate = new PauseGate();
    Job<AdaptationJob.Finished> job = starter.resume(model, watch(gate));
    var earlier =
        new Gathered<RunHistory>(services.jobs().ui(), read -> curves.redraw(read.get(0)));
    run(
        request,
        gate,
        context -> {
          earlier.accept(RunHistory.read(model.folder()));
          return job.run(context);
        });
  }

  private RunWatch watch(PauseGate gate) {
    return new RunWatch(gate, new Gathered<>(services.jobs().ui(), this::happened), warning -> {});
  }

  private void prepare(AdaptationRequest request) {
    state.begin(request.name());
    curves.clear();
    life.begin();
  }

  private void run(AdaptationRequest request, PauseGate gate, Job<AdaptationJob.Finished> job) {
    String title = messages.get("job.title", request.name());
    RunningJob started = services.jobs().start(Appearance.pausable(title, gate), job, this::ended);
    life.follow(started);
    started
        .progressProperty()
        .subscribe(
            progress -> {
              if (progress != null && life.phaseProperty().get() == RunPhase.STARTING) {
                state.status.set(words.stage(progress));
              }
            });
  }

  private void happened(List<TrainingEvent> events) {
    AdaptingNumbers now = state.numbers.get();
    for (TrainingEvent event : events) {
      if (event instanceof TrainingEvent.Started started) {
        if (started.step() > 0) {
          curves.redraw(started.step());
        }
        now = now.planned(started.step(), started.plan());
        life.trains();
      } else if (event instanceof TrainingEvent.Logged logged) {
        now = now.with(logged.row());
      } else if (event instanceof TrainingEvent.Evaluated evaluated) {
        now = now.with(evaluated.row());
      }
      curves.accept(event);
    }
    state.numbers.set(now);
    curves.refresh();
  }

  private void ended(Outcome<AdaptationJob.Finished> outcome) {
    life.end();
    outcome.match(
        this::finished,
        failure -> {
          state.status.set(messages.get("status.failed"));
          state.error.set(ErrorText.of(failure));
          services.notices().failed(messages.get("status.failed"), failure);
        },
        reason -> state.shown.set(false));
    endings.set(endings.get() + 1);
  }

  private void finished(AdaptationJob.Finished finished) {
    String ending = words.ending(finished);
    boolean usable = finished.reason() != EndReason.DIVERGED && finished.model().isUsable();
    state.result.set(new AdaptingResult(finished.model(), ending, usable));
    String status =
        messages.get("status." + finished.reason().name().toLowerCase(java.util.Locale.ROOT));
    state.status.set(status);
    if (usable) {
      services.notices().done(status, finished.model().name());
    } else {
      services.notices().warn(status, ending);
    }
  }

  /** Takes files that were dropped. */
  void drop(List<Path> files) {
    if (!life.phaseProperty().get().isActive()) {
      state.shown.set(false);
      setup.texts().add(files);
    }
  }

  /** Saves charts to files. */
  ChartSaving saving() {
    return new ChartSaving(services, messages);
  }

  /** What can be done. */
  public AdaptingCommands can() {
    return commands;
  }

  /** What the next adaptation is to be. */
  public AdaptingSetup setup() {
    return setup;
  }

  /** What is known of the adaptation. */
  public AdaptingState state() {
    return state;
  }

  /** Its curves. */
  public AdaptingCurves curves() {
    return curves;
  }

  /** What it does at the moment. */
  public ReadOnlyObjectProperty<RunPhase> phaseProperty() {
    return life.phaseProperty();
  }

  /** Rises whenever an adaptation has ended, however it did. */
  ReadOnlyLongProperty endingsProperty() {
    return endings.getReadOnlyProperty();
  }

  /** The model to train with, each time a person asks for that; null before. */
  ReadOnlyObjectProperty<@Nullable AdaptedModel> trainProperty() {
    return train.getReadOnlyProperty();
  }
}
