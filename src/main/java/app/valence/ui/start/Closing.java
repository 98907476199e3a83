package app.valence.ui.start;

import app.valence.runs.RecordedRun;
import app.valence.ui.dialogs.Questions;
import app.valence.ui.jobs.RunningJob;
import app.valence.ui.text.Messages;
import java.util.List;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;

/**
 * Closes the window without losing anything: a run that is under way is asked about, stopped after
 * its step and saved, and only then does the window go.
 */
final class Closing {
  private final ObservableList<RunningJob> jobs;
  private final Questions questions;
  private final Messages messages;
  private final Runnable close;
  private boolean underWay;

  /**
   * A way to close.
   *
   * @param close takes the window away; run once nothing runs any more
   */
  Closing(ObservableList<RunningJob> jobs, Questions questions, Messages messages, Runnable close) {
    this.jobs = jobs;
    this.questions = questions;
    this.messages = messages;
    this.close = close;
  }

  /** Closes, after asking if a run is under way. */
  void request() {
    boolean runs = jobs.stream().anyMatch(RunningJob::isPausable);
    if (underWay || !runs || isWanted()) {
      begin();
    }
  }

  /** Closes without asking, but not without saving. */
  void begin() {
    if (underWay) {
      return;
    }
    underWay = true;
    jobs.addListener((ListChangeListener<RunningJob>) change -> closeIfIdle());
    List.copyOf(jobs).forEach(job -> job.stop(RecordedRun.PROGRAM_CLOSES));
    closeIfIdle();
  }

  private void closeIfIdle() {
    if (jobs.isEmpty()) {
      close.run();
    }
  }

  private boolean isWanted() {
    var question =
        new Questions.Question(
            messages.get("closing.title"),
            messages.get("closing.text"),
            List.of(messages.get("closing.save"), messages.get("closing.stay")));
    return questions.ask(question).filter(answer -> answer == 0).isPresent();
  }
}
