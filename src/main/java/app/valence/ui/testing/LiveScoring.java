package app.valence.ui.testing;

import app.valence.jobs.Outcome;
import app.valence.ui.jobs.FxJobRunner;
import app.valence.ui.jobs.LatestJob;
import app.valence.ui.workbench.OpenModel;
import java.util.function.BiConsumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/**
 * Asks the chosen model about the newest text, one question at a time. A model that cannot be
 * loaded gives way to the one before it.
 */
final class LiveScoring {
  private final Scorer scorer;
  private final LatestJob<Scorer.Reply> job;
  private final BiConsumer<OpenModel, Throwable> failed;
  private final ReadOnlyObjectWrapper<TestingState> state =
      new ReadOnlyObjectWrapper<>(TestingState.EMPTY);
  private final ReadOnlyObjectWrapper<@Nullable OpenModel> chosen = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyObjectWrapper<Scorer.@Nullable Reply> reply = new ReadOnlyObjectWrapper<>();
  private @Nullable OpenModel loaded;
  private @Nullable Question asked;

  private record Question(OpenModel model, String text) {}

  /**
   * Scoring by {@code scorer} in jobs of {@code runner}.
   *
   * @param failed is told which model could not answer, after the former one took its place
   */
  LiveScoring(
      Scorer scorer,
      FxJobRunner runner,
      FxJobRunner.Appearance appearance,
      BiConsumer<OpenModel, Throwable> failed) {
    this.scorer = scorer;
    this.job = new LatestJob<>(runner, appearance);
    this.failed = failed;
  }

  /** Makes {@code model} the one that is asked next, which loads it. */
  void choose(OpenModel model) {
    asked = null;
    chosen.set(model);
    state.set(TestingState.LOADING);
  }

  /** Asks about {@code text}, unless just that was asked last. */
  void ask(String text) {
    OpenModel model = chosen.get();
    if (model == null) {
      return;
    }
    var question = new Question(model, text);
    if (!question.equals(asked)) {
      asked = question;
      job.ask(
          context -> scorer.ask(model.folder(), text, context), ended -> ended(question, ended));
    }
  }

  private void ended(Question question, Outcome<Scorer.Reply> ended) {
    if (!question.equals(asked)) {
      // Another model was chosen meanwhile and has not been asked yet.
      return;
    }
    if (ended instanceof Outcome.Succeeded<Scorer.Reply> done) {
      answered(question.model, done.value());
    } else if (ended instanceof Outcome.Failed<Scorer.Reply> failure) {
      failed(question, failure.cause());
    }
  }

  private void answered(OpenModel model, Scorer.Reply value) {
    loaded = model;
    state.set(TestingState.READY);
    reply.set(value);
  }

  private void failed(Question question, Throwable cause) {
    OpenModel former = loaded;
    asked = null;
    if (former == null || former.equals(question.model)) {
      loaded = null;
      reply.set(null);
      state.set(TestingState.FAILED);
    } else {
      choose(former);
      ask(question.text);
    }
    failed.accept(question.model, cause);
  }

  /** Whether the chosen model is loaded. */
  boolean isReady() {
    return state.get() == TestingState.READY;
  }

  /** Whether the chosen model answers, or will once it is loaded. */
  boolean isUsable() {
    return isReady() || state.get() == TestingState.LOADING;
  }

  /** Whether the chosen model's answer to {@code text} is there. */
  boolean hasAnswered(String text) {
    Scorer.Reply known = reply.get();
    return isReady()
        && known != null
        && known.answer().filter(answer -> answer.text().equals(text)).isPresent();
  }

  ReadOnlyObjectProperty<TestingState> stateProperty() {
    return state.getReadOnlyProperty();
  }

  ReadOnlyObjectProperty<@Nullable OpenModel> chosenProperty() {
    return chosen.getReadOnlyProperty();
  }

  /** What the model that was loaded last said last. */
  ReadOnlyObjectProperty<Scorer.@Nullable Reply> replyProperty() {
    return reply.getReadOnlyProperty();
  }
}
