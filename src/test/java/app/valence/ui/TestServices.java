package app.valence.ui;

import app.valence.jobs.DirectJobRunner;
import app.valence.jobs.ThreadJobRunner;
import app.valence.ui.dialogs.FileDialogs;
import app.valence.ui.dialogs.Notices;
import app.valence.ui.dialogs.Questions;
import app.valence.ui.jobs.FxJobRunner;
import app.valence.ui.jobs.FxThread;
import app.valence.ui.workbench.WindowServices;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A window's services whose dialogs a test answers in advance, and whose notices it reads. */
public final class TestServices implements Notices, Questions, FileDialogs {
  /** Titles and texts of all notices, failures with the message of their cause. */
  public final List<String> notices = new ArrayList<>();

  /** The questions that were asked. */
  public final List<Question> questions = new ArrayList<>();

  /** The answers to come; without one, a dialog is closed unanswered. */
  public final Deque<Integer> answers = new ArrayDeque<>();

  /** The paths to be chosen; without one, a dialog is closed. */
  public final Deque<Path> paths = new ArrayDeque<>();

  /** Services that do everything at once on the calling thread. */
  public WindowServices direct() {
    return services(new FxJobRunner(new DirectJobRunner(), Runnable::run));
  }

  /** Services with threads, for a window that is shown. */
  public WindowServices threaded() {
    return services(new FxJobRunner(new ThreadJobRunner(), new FxThread()));
  }

  /** Services around another runner. */
  public WindowServices services(FxJobRunner jobs) {
    return new WindowServices(jobs, this, this, this, Locale.ENGLISH);
  }

  @Override
  public void done(String title, String text) {
    notices.add(title + ": " + text);
  }

  @Override
  public void warn(String title, String text) {
    notices.add(title + ": " + text);
  }

  @Override
  public void failed(String title, Throwable cause) {
    notices.add(title + ": " + cause.getMessage());
  }

  @Override
  public Optional<Integer> ask(Question question) {
    questions.add(question);
    return Optional.ofNullable(answers.poll());
  }

  @Override
  public Optional<Path> open(String title, List<Kind> kinds) {
    return Optional.ofNullable(paths.poll());
  }

  @Override
  public List<Path> openSeveral(String title, List<Kind> kinds) {
    List<Path> chosen = List.copyOf(paths);
    paths.clear();
    return chosen;
  }

  @Override
  public Optional<Path> folder(String title) {
    return Optional.ofNullable(paths.poll());
  }

  @Override
  public Optional<Path> save(String title, String suggestedName, Kind kind) {
    return Optional.ofNullable(paths.poll());
  }
}
