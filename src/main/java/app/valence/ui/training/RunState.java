package app.valence.ui.training;

import app.valence.jobs.Progress;
import app.valence.runs.RecordedRun;
import app.valence.runs.RunRequest;
import app.valence.ui.jobs.RunPhase;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/** What is known of the run that is under way, or of the last one. */
public final class RunState {
  final ReadOnlyObjectWrapper<RunNumbers> numbers = new ReadOnlyObjectWrapper<>(RunNumbers.NONE);
  final ReadOnlyStringWrapper status = new ReadOnlyStringWrapper("");
  final ReadOnlyStringWrapper verdict = new ReadOnlyStringWrapper("");
  final ReadOnlyStringWrapper error = new ReadOnlyStringWrapper("");
  final ReadOnlyObjectWrapper<@Nullable RunReport> report = new ReadOnlyObjectWrapper<>();
  final ReadOnlyObjectWrapper<@Nullable RunRequest> asked = new ReadOnlyObjectWrapper<>();
  final ObservableList<String> warnings = FXCollections.observableArrayList();
  // One for all: who listens to a view of a list that nobody holds soon hears nothing.
  private final ObservableList<String> shownWarnings =
      FXCollections.unmodifiableObservableList(warnings);

  private final RunSentences sentences;

  RunState(RunSentences sentences) {
    this.sentences = sentences;
  }

  /** Says what the run does; how it ended is said by whoever knows. */
  void show(RunPhase phase) {
    if (phase.isActive() || asked.get() == null) {
      status.set(sentences.phase(phase));
    }
  }

  /** While a run starts, and at its end, its stage says more than its phase. */
  void show(RunPhase phase, @Nullable Progress progress) {
    if (progress != null && (phase == RunPhase.STARTING || phase == RunPhase.RUNNING)) {
      status.set(sentences.stage(progress));
    }
  }

  /** Nothing is known of a run but what was asked for. */
  void begin(RunRequest request) {
    asked.set(request);
    report.set(null);
    error.set("");
    verdict.set("");
    warnings.clear();
    numbers.set(RunNumbers.NONE);
  }

  /** Says how the run looks by its curves. */
  void judge(RunCurves curves) {
    verdict.set(sentences.verdict(curves.verdict(), curves.bestStep()));
  }

  /** Reports on a run that ended by itself or was stopped, and says how it ended. */
  String end(RunRequest request, RecordedRun.Finished finished) {
    String ending = sentences.ending(finished);
    report.set(new RunReport(request.name(), finished, ending, sentences.measuredOn(finished)));
    status.set(sentences.status(finished.reason()));
    return ending;
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
    return shownWarnings;
  }
}
