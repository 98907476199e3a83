package app.valence.ui.testing.generation;

import app.valence.jobs.Outcome;
import app.valence.ui.jobs.FxJobRunner;
import app.valence.ui.jobs.LatestJob;
import app.valence.ui.workbench.OpenModel;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/** The language model that is chosen; it is loaded beside the window once it is asked for. */
public final class ChosenGenerator {
  private final Generator generator;
  private final LatestJob<Optional<GeneratorFacts>> job;
  private final ReadOnlyObjectWrapper<GeneratorState> state =
      new ReadOnlyObjectWrapper<>(GeneratorState.NONE);
  private final ReadOnlyObjectWrapper<@Nullable OpenModel> model = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyObjectWrapper<@Nullable GeneratorFacts> facts =
      new ReadOnlyObjectWrapper<>();
  private Optional<Throwable> failure = Optional.empty();

  ChosenGenerator(Generator generator, FxJobRunner runner, FxJobRunner.Appearance appearance) {
    this.generator = generator;
    this.job = new LatestJob<>(runner, appearance);
  }

  void choose(OpenModel chosen) {
    failure = Optional.empty();
    facts.set(null);
    model.set(chosen);
    state.set(GeneratorState.LOADING);
  }

  /** Loads the chosen one, unless that was done. */
  void load() {
    OpenModel chosen = model.get();
    if (chosen != null && state.get() == GeneratorState.LOADING) {
      job.ask(
          context -> Optional.of(generator.load(chosen.folder())),
          outcome -> loaded(chosen, outcome));
    }
  }

  @SuppressWarnings("ReferenceEquality") // An equal one may have been chosen anew meanwhile.
  private void loaded(OpenModel asked, Outcome<Optional<GeneratorFacts>> outcome) {
    if (asked == model.get()) {
      outcome.match(
          found -> {
            facts.set(found.orElse(null));
            state.set(GeneratorState.READY);
          },
          this::failed,
          reason -> {});
    }
  }

  private void failed(Throwable cause) {
    failure = Optional.of(cause);
    state.set(GeneratorState.FAILED);
  }

  /** Lets it go, and its memory. */
  void release() {
    if (model.get() != null) {
      model.set(null);
      facts.set(null);
      state.set(GeneratorState.NONE);
      job.ask(
          context -> {
            generator.release();
            return Optional.empty();
          },
          outcome -> {});
    }
  }

  /** Which one it is, or null. */
  public ReadOnlyObjectProperty<@Nullable OpenModel> modelProperty() {
    return model.getReadOnlyProperty();
  }

  /** How far it is. */
  public ReadOnlyObjectProperty<GeneratorState> stateProperty() {
    return state.getReadOnlyProperty();
  }

  /** What is known of it once it is loaded; null before. */
  public ReadOnlyObjectProperty<@Nullable GeneratorFacts> factsProperty() {
    return facts.getReadOnlyProperty();
  }

  /** Why it cannot be used, if it cannot. */
  public Optional<Throwable> failure() {
    return failure;
  }
}
