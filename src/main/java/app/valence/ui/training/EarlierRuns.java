package app.valence.ui.training;

import app.valence.jobs.Outcome;
import app.valence.runs.RecordedRun;
import app.valence.runs.RunHistory;
import app.valence.runs.RunRequest;
import app.valence.runs.StoredRun;
import app.valence.ui.jobs.FxJobRunner;
import app.valence.ui.text.Messages;
import app.valence.ui.workbench.OpenModel;
import app.valence.ui.workbench.WindowServices;
import app.valence.ui.workbench.Workbench;
import java.util.List;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** The runs that ended, each of which can be looked at again with its curves. */
public final class EarlierRuns {
  private final WindowServices services;
  private final Workbench workbench;
  private final RunStarter starter;
  private final RunCurves curves;
  private final RunState state;
  private final ObservableList<StoredRun> entries = FXCollections.observableArrayList();
  // One for all: who listens to a view of a list that nobody holds soon hears nothing.
  private final ObservableList<StoredRun> shown = FXCollections.unmodifiableObservableList(entries);
  private final Messages messages;

  /**
   * Where a run is shown.
   *
   * @param curves draw what it logged
   * @param state says what is known of it
   */
  record Stage(RunCurves curves, RunState state) {}

  EarlierRuns(
      WindowServices services,
      Workbench workbench,
      RunStarter starter,
      Stage stage,
      Messages messages) {
    this.services = services;
    this.workbench = workbench;
    this.starter = starter;
    this.curves = stage.curves;
    this.state = stage.state;
    this.messages = messages;
    refresh();
  }

  /** Looks again at what is stored. */
  void refresh() {
    services
        .jobs()
        .<List<StoredRun>>start(
            FxJobRunner.Appearance.quiet(messages.get("earlier.reading")),
            context -> starter.ended(),
            this::listed);
  }

  private void listed(Outcome<List<StoredRun>> outcome) {
    if (outcome instanceof Outcome.Succeeded<List<StoredRun>> found) {
      entries.setAll(found.value());
    }
  }

  /** Shows the curves and the results of {@code run}; call it only while none is under way. */
  public void open(StoredRun run) {
    services
        .jobs()
        .<RunHistory>start(
            FxJobRunner.Appearance.quiet(messages.get("earlier.reading")),
            context -> RunHistory.read(run.folder()),
            outcome -> read(run, outcome));
  }

  private void read(StoredRun run, Outcome<RunHistory> outcome) {
    if (outcome instanceof Outcome.Succeeded<RunHistory> success) {
      show(run, success.value());
    } else if (outcome instanceof Outcome.Failed<RunHistory> failure) {
      services.notices().failed(messages.get("earlier.unreadable"), failure.cause());
    }
  }

  private void show(StoredRun run, RunHistory history) {
    RunRequest request = run.record().request();
    state.begin(request);
    curves.beginAnew();
    curves.multiples().compareWith(request.reference());
    curves.multiples().plan(history.totalSteps());
    curves.redraw(history, Long.MAX_VALUE);
    state.numbers.set(RunNumbers.of(history));
    state.judge(curves);
    RecordedRun.Finished finished = run.finished(history);
    workbench.modelProperty().set(new OpenModel(request.name(), finished.folder()));
    state.end(request, finished);
  }

  /** Newest first. */
  public ObservableList<StoredRun> entries() {
    return shown;
  }
}
