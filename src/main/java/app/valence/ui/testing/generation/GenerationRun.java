package app.valence.ui.testing.generation;

import app.valence.jobs.Outcome;
import app.valence.model.generation.GeneratedText;
import app.valence.model.generation.GenerationSpeed;
import app.valence.ui.jobs.FxJobRunner;
import app.valence.ui.jobs.Gathered;
import app.valence.ui.jobs.RunningJob;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/**
 * One text at a time that is being written beside the window. Its parts come in their order, many
 * at a time, and all of them before its end.
 */
final class GenerationRun {
  private final Generator generator;
  private final FxJobRunner runner;
  private final FxJobRunner.Appearance appearance;
  private final GenerationWords words;
  private final ReadOnlyBooleanWrapper running = new ReadOnlyBooleanWrapper();
  private final ReadOnlyObjectWrapper<ShownText> shown =
      new ReadOnlyObjectWrapper<>(ShownText.NONE);
  private @Nullable RunningJob job;

  /** What came of a token. */
  private record Part(String text, GenerationSpeed speed) {}

  GenerationRun(
      Generator generator,
      FxJobRunner runner,
      FxJobRunner.Appearance appearance,
      GenerationWords words) {
    this.generator = generator;
    this.runner = runner;
    this.appearance = appearance;
    this.words = words;
  }

  /** Starts a text; {@code ended} is told what became of it. */
  void start(TextRequest request, Consumer<Outcome<GeneratedText>> ended) {
    running.set(true);
    shown.set(words.waiting(request));
    var parts = new Gathered<Part>(runner.ui(), this::append);
    RunningJob started =
        runner.start(
            appearance,
            context ->
                generator.write(
                    request, (text, speed) -> parts.accept(new Part(text, speed)), context),
            outcome -> {
              job = null;
              running.set(false);
              ended.accept(outcome);
            });
    job = started.finishedProperty().get() ? null : started;
  }

  private void append(List<Part> parts) {
    String text = parts.stream().map(Part::text).collect(Collectors.joining());
    GenerationSpeed latest = parts.get(parts.size() - 1).speed();
    shown.set(shown.get().grown(text, words.figures(latest)));
  }

  /** Ends the text where it is. */
  void stop(String reason) {
    RunningJob present = job;
    if (present != null) {
      present.stop(reason);
    }
  }

  /** Shows a text that is not being written. */
  void show(ShownText text) {
    shown.set(text);
  }

  ReadOnlyBooleanProperty runningProperty() {
    return running.getReadOnlyProperty();
  }

  ReadOnlyObjectProperty<ShownText> shownProperty() {
    return shown.getReadOnlyProperty();
  }
}
