package app.valence.ui.testing;

import app.valence.ui.testing.history.History;
import app.valence.ui.text.Messages;
import app.valence.ui.workbench.OpenModel;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import javafx.beans.Observable;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;

/** The sentence that is being typed, with what the model says about it. */
public final class LiveSentence {
  private final LiveScoring scoring;
  private final History<HistoryEntry> history;
  private final AnswerWords words;
  private final DateTimeFormatter time;
  private final ReadOnlyStringWrapper text = new ReadOnlyStringWrapper("");
  private final ReadOnlyObjectWrapper<Sample> sample =
      new ReadOnlyObjectWrapper<>(Sample.typed(""));
  private final ReadOnlyObjectWrapper<@Nullable ShownAnswer> answer = new ReadOnlyObjectWrapper<>();
  private boolean keepsNext;

  LiveSentence(LiveScoring scoring, History<HistoryEntry> history, Messages messages) {
    this.scoring = scoring;
    this.history = history;
    this.words = new AnswerWords(messages);
    this.time = DateTimeFormatter.ofLocalizedTime(FormatStyle.MEDIUM).withLocale(messages.locale());
    scoring.replyProperty().addListener((Observable change) -> replied());
  }

  /** What stands in the text area now; asked about when {@link #ask} is called. */
  public void type(String typed) {
    if (!typed.equals(text.get())) {
      sample.set(Sample.typed(typed));
      text.set(typed);
      showAnswer();
    }
  }

  /** Asks the model about the present text, after a job that runs; the newest text wins. */
  public void ask() {
    scoring.ask(text.get());
  }

  /** Puts a sentence into the text area and asks about it. */
  public void tryOut(Sample chosen) {
    sample.set(chosen);
    text.set(chosen.text());
    ask();
    showAnswer();
  }

  private void replied() {
    showAnswer();
    if (keepsNext && scoring.hasAnswered(text.get())) {
      remember();
    }
  }

  private void showAnswer() {
    Scorer.Reply reply = scoring.replyProperty().get();
    answer.set(reply == null ? null : words.of(reply, sample.get()));
  }

  /** Keeps the sentence with its answer, which may have to come first. */
  void keep() {
    keepsNext = true;
    if (scoring.hasAnswered(text.get())) {
      remember();
    } else {
      ask();
    }
  }

  /** The wish to keep a sentence ends with a failure to answer it. */
  void forgetWish() {
    keepsNext = false;
  }

  private void remember() {
    keepsNext = false;
    OpenModel model = scoring.chosenProperty().get();
    ShownAnswer given = answer.get();
    if (model != null && given != null) {
      String now = time.format(LocalTime.now(ZoneId.systemDefault()));
      history.keep(new HistoryEntry(sample.get(), given, model.name(), model.folder(), now));
    }
  }

  /** Whether there is a sentence, and a model to answer it. */
  BooleanBinding keepable() {
    return Bindings.createBooleanBinding(
        () -> scoring.isUsable() && !text.get().isBlank(), text, scoring.stateProperty());
  }

  /** The sentence in the text area. */
  public ReadOnlyStringProperty textProperty() {
    return text.getReadOnlyProperty();
  }

  /** The sentence with its true label, where that is known. */
  public ReadOnlyObjectProperty<Sample> sampleProperty() {
    return sample.getReadOnlyProperty();
  }

  /** The newest answer; null before a model is loaded. */
  public ReadOnlyObjectProperty<@Nullable ShownAnswer> answerProperty() {
    return answer.getReadOnlyProperty();
  }
}
