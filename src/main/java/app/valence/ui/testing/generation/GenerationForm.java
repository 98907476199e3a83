package app.valence.ui.testing.generation;

import app.valence.model.generation.GenerationSettings;
import app.valence.ui.controls.NumberInput;
import app.valence.ui.controls.NumberWords;
import app.valence.ui.text.Messages;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;

/** The settings of texts, as a person types them. */
public final class GenerationForm {
  private static final int SEEDS = 1_000_000;
  private static final double LARGEST_SEED = 999_999_999;
  private static final double USUAL_TOKENS = 200;
  private static final double USUAL_TEMPERATURE = 0.8;
  private static final double USUAL_TOP_P = 0.95;

  /** Until a model says how much it reads. */
  private static final double MANY = 100_000;

  private final Messages messages;
  private final NumberWords words;
  private final RandomGenerator random;
  private final BooleanProperty sampled = new SimpleBooleanProperty(true);
  private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
  private final NumberInput temperature;
  private final NumberInput topP;
  private final NumberInput tokens;
  private final NumberInput seed;

  /** The usual settings; seeds that nobody types come from {@code random}. */
  GenerationForm(Messages messages, RandomGenerator random) {
    this.messages = messages;
    this.words = new NumberWords(messages.locale());
    this.random = random;
    temperature = input(NumberInput.Kind.decimal(0.05, 5, 0.1));
    topP = input(NumberInput.Kind.decimal(0.01, 1, 0.05));
    tokens = input(NumberInput.Kind.whole(1, MANY, 50));
    seed = input(NumberInput.Kind.whole(0, LARGEST_SEED, 1).orEmpty());
    temperature.set(USUAL_TEMPERATURE);
    topP.set(USUAL_TOP_P);
    tokens.set(USUAL_TOKENS);
    sampled.subscribe(now -> check());
    for (NumberInput input : List.of(temperature, topP, tokens, seed)) {
      input.problemProperty().subscribe(found -> check());
      input.kindProperty().subscribe(allowed -> check());
    }
  }

  private NumberInput input(NumberInput.Kind kind) {
    return new NumberInput(kind, messages.locale());
  }

  private void check() {
    problem.set(
        used().entrySet().stream()
            .filter(entry -> !entry.getValue().isValid())
            .map(entry -> messages.get(entry.getKey()) + ": " + words.problem(entry.getValue()))
            .findFirst()
            .orElse(""));
  }

  /** What is not drawn is not looked at. */
  private Map<String, NumberInput> used() {
    Map<String, NumberInput> used = new LinkedHashMap<>();
    if (sampled.get()) {
      used.put("form.temperature", temperature);
      used.put("form.topP", topP);
      used.put("form.seed", seed);
    }
    used.put("form.tokens", tokens);
    return used;
  }

  /** What stands there, if nothing is wrong; a seed that nobody typed is drawn. */
  GenerationSettings settings() {
    int most = (int) tokens.value().orElse(USUAL_TOKENS);
    return sampled.get()
        ? new GenerationSettings(
            most,
            temperature.value().orElse(USUAL_TEMPERATURE),
            0,
            topP.value().orElse(USUAL_TOP_P),
            (long) seed.value().orElseGet(() -> random.nextInt(SEEDS)))
        : GenerationSettings.greedy(most);
  }

  /** Shows the settings of an earlier text, so that it can be had again. */
  void show(GenerationSettings settings) {
    sampled.set(settings.isSampled());
    tokens.set(settings.maximumTokens());
    if (settings.isSampled()) {
      temperature.set(settings.temperature());
      topP.set(settings.topP());
      seed.set((double) settings.seed());
    }
  }

  /** Asks for no more tokens than a model can read. */
  void restrict(int most) {
    tokens.restrict(most);
    if (tokens.problemProperty().get() == NumberInput.Problem.OUTSIDE) {
      tokens.set(most);
    }
  }

  /** Whether tokens are drawn; else the likeliest is taken. */
  public BooleanProperty sampledProperty() {
    return sampled;
  }

  /** How freely tokens are drawn. */
  public NumberInput temperature() {
    return temperature;
  }

  /** From which share of the likeliest tokens they are drawn. */
  public NumberInput topP() {
    return topP;
  }

  /** The most tokens that are added. */
  public NumberInput tokens() {
    return tokens;
  }

  /** What draws follow from; empty for another one each time. */
  public NumberInput seed() {
    return seed;
  }

  /** What is wrong first; empty if nothing is. */
  public ReadOnlyStringProperty problemProperty() {
    return problem.getReadOnlyProperty();
  }
}
