package app.valence.ui.testing.generation;

import app.valence.jobs.Outcome;
import app.valence.model.generation.GeneratedText;
import app.valence.model.generation.PromptLengthException;
import app.valence.ui.commands.Command;
import app.valence.ui.jobs.FxJobRunner.Appearance;
import app.valence.ui.testing.history.History;
import app.valence.ui.text.ErrorText;
import app.valence.ui.text.Messages;
import app.valence.ui.workbench.OpenModel;
import app.valence.ui.workbench.WindowServices;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Random;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.StringBinding;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;

/** A prompt, how it is to be continued, and the text that a language model makes of it. */
public final class GenerationViewModel implements AutoCloseable {
  private static final List<String> SAMPLES = List.of("story", "letter", "fact");

  private final Messages messages;
  private final Generator generator;
  private final GenerationWords words;
  private final ChosenGenerator chosen;
  private final GenerationForm form;
  private final GenerationRun run;
  private final History<GenerationEntry> history;
  private final GenerationCommands commands;
  private final DateTimeFormatter time;
  private final StringProperty prompt = new SimpleStringProperty("");
  private final StringProperty failure = new SimpleStringProperty("");
  private final StringBinding problem;

  /**
   * A prompt to try.
   *
   * @param title what kind of text it starts
   */
  public record SamplePrompt(String title, String text) {}

  /** A state without a model; this closes the generator. */
  public GenerationViewModel(WindowServices services, Generator generator) {
    this.generator = generator;
    messages = Messages.of(GenerationViewModel.class, services.locale());
    words = new GenerationWords(services.locale());
    var loading = Appearance.quiet(messages.get("job.loading"));
    chosen = new ChosenGenerator(generator, services.jobs(), loading);
    form = new GenerationForm(messages, new Random());
    var writing = Appearance.shown(messages.get("job.writing"));
    run = new GenerationRun(generator, services.jobs(), writing, words);
    history = new History<>(messages.get("history.columns"));
    time = DateTimeFormatter.ofLocalizedTime(FormatStyle.MEDIUM).withLocale(services.locale());
    problem = Bindings.createStringBinding(this::currentProblem, form.problemProperty(), failure);
    commands = makeCommands();
    prompt.subscribe(typed -> failure.set(""));
    chosen.factsProperty().subscribe(this::suit);
    history.selectedProperty().subscribe(this::recall);
  }

  private GenerationCommands makeCommands() {
    var running = run.runningProperty();
    var possible =
        chosen
            .stateProperty()
            .isEqualTo(GeneratorState.READY)
            .and(running.not())
            .and(form.problemProperty().isEmpty());
    return new GenerationCommands(
        Command.when(possible, this::generate).runningWhile(running),
        Command.when(running, this::stop));
  }

  private String currentProblem() {
    String wrong = form.problemProperty().get();
    return wrong.isEmpty() ? failure.get() : wrong;
  }

  private void suit(@Nullable GeneratorFacts facts) {
    if (facts != null) {
      form.restrict(facts.config().maximumLength());
    }
  }

  /** Continues texts with {@code model} from now on; a text that is being written is ended. */
  public void choose(OpenModel model) {
    stop();
    failure.set("");
    chosen.choose(model);
  }

  /** Loads the chosen model, unless that was done. */
  public void load() {
    chosen.load();
  }

  /** Lets the model go, and its memory. */
  public void release() {
    stop();
    chosen.release();
  }

  private void generate() {
    OpenModel model = chosen.modelProperty().get();
    if (model != null) {
      failure.set("");
      history.selectedProperty().set(null);
      var request = new TextRequest(model, prompt.get(), form.settings());
      run.start(request, outcome -> ended(request, outcome));
    }
  }

  private void stop() {
    run.stop(messages.get("end.stopped"));
  }

  private void ended(TextRequest request, Outcome<GeneratedText> outcome) {
    outcome.match(text -> written(request, text), this::failed, reason -> run.show(ShownText.NONE));
  }

  private void written(TextRequest request, GeneratedText text) {
    GeneratorFacts facts = chosen.factsProperty().get();
    ShownText shown =
        words.written(request, text, facts == null ? 0 : facts.config().maximumLength());
    run.show(shown);
    if (!text.text().isEmpty()) {
      history.keep(
          new GenerationEntry(
              request,
              shown,
              words.settings(request.settings()),
              words.tokens(text.speed()),
              time.format(LocalTime.now(ZoneId.systemDefault()))));
    }
  }

  private void failed(Throwable cause) {
    ShownText unfinished = run.shownProperty().get();
    run.show(unfinished.text().isEmpty() ? ShownText.NONE : unfinished);
    failure.set(
        cause instanceof PromptLengthException length ? words(length) : ErrorText.of(cause));
  }

  private String words(PromptLengthException length) {
    return length.tokens() == 0
        ? messages.get("prompt.none")
        : messages.get(
            "prompt.long", length.tokens(), length.most(), length.tokens() - length.most());
  }

  /** Shows an earlier text with its prompt and settings, unless one is being written. */
  public void recall(@Nullable GenerationEntry entry) {
    if (entry != null && !run.runningProperty().get()) {
      prompt.set(entry.shown().prompt());
      form.show(entry.request().settings());
      run.show(entry.shown());
    }
  }

  /** Prompts to try. */
  public List<SamplePrompt> samples() {
    return SAMPLES.stream()
        .map(
            kind -> new SamplePrompt(messages.get("try." + kind), messages.get("try.text." + kind)))
        .toList();
  }

  /** Frees the model, after a text that is being written has ended where it is. */
  @Override
  public void close() {
    stop();
    generator.close();
  }

  /** What stands in the prompt's area. */
  public StringProperty promptProperty() {
    return prompt;
  }

  /** How the prompt is to be continued. */
  public GenerationForm form() {
    return form;
  }

  /** The model. */
  public ChosenGenerator chosen() {
    return chosen;
  }

  /** The text that is being written or was. */
  public ReadOnlyObjectProperty<ShownText> shownProperty() {
    return run.shownProperty();
  }

  /** Whether a text is being written. */
  public ReadOnlyBooleanProperty runningProperty() {
    return run.runningProperty();
  }

  /** What is wrong with the settings or the prompt, or what failed; empty if nothing did. */
  public StringBinding problemBinding() {
    return problem;
  }

  /** The texts that were written. */
  public History<GenerationEntry> history() {
    return history;
  }

  /** What can be done. */
  public GenerationCommands commands() {
    return commands;
  }
}
