package app.valence.ui.testing.generation;

import app.valence.model.Architecture;
import app.valence.model.generation.GeneratedText;
import app.valence.model.generation.GenerationSettings;
import app.valence.model.generation.GenerationSpeed;
import app.valence.model.generation.TextGenerator.End;
import app.valence.ui.controls.NumberInput;
import app.valence.ui.text.Figures;
import app.valence.ui.text.Messages;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** Puts language models and their texts into words and numbers of the window's language. */
public final class GenerationWords {
  private final Messages messages;
  private final Figures figures;

  /** Words in the language of {@code locale}. */
  public GenerationWords(Locale locale) {
    this.messages = Messages.of(GenerationWords.class, locale);
    this.figures = new Figures(locale);
  }

  /** A line below the name of a model that is loaded. */
  public String caption(GeneratorFacts facts, Path folder) {
    return messages.get(
        "model.caption",
        model(facts.config().architecture(), facts.parameters()),
        figures.count(facts.config().maximumLength()),
        folder);
  }

  /** What a model is and how large, such as {@code Llama · 1.10 G parameters}. */
  public String model(Architecture architecture, long parameters) {
    return messages.get("model.kind", name(architecture), figures.metric((double) parameters));
  }

  /** What people call an architecture. */
  static String name(Architecture architecture) {
    return switch (architecture) {
      case GPT2 -> "GPT-2";
      case LLAMA -> "Llama";
      case MISTRAL -> "Mistral";
      case QWEN2 -> "Qwen2";
      case BERT -> "BERT";
      case ROBERTA -> "RoBERTa";
      case DISTILBERT -> "DistilBERT";
      case ELECTRA -> "ELECTRA";
    };
  }

  ShownText waiting(TextRequest request) {
    return new ShownText(request.prompt(), "", messages.get("text.reading"), Optional.empty(), "");
  }

  ShownText written(TextRequest request, GeneratedText text, int longest) {
    return new ShownText(
        request.prompt(),
        text.text(),
        figures(text.speed()),
        Optional.of(text.end()),
        ending(text.end(), longest));
  }

  String figures(GenerationSpeed speed) {
    double rate = speed.tokensPerSecond();
    return Double.isFinite(rate)
        ? messages.get("text.figures", tokens(speed), figures.fixed(rate, 1))
        : messages.get("text.tokens", tokens(speed));
  }

  String tokens(GenerationSpeed speed) {
    return figures.count(speed.tokens());
  }

  private String ending(End end, int longest) {
    return switch (end) {
      case END_OF_TEXT -> messages.get("end.model");
      case MAXIMUM -> messages.get("end.maximum");
      case MODEL_FULL -> messages.get("end.full", figures.count(longest));
      case CANCELLED -> messages.get("end.stopped");
    };
  }

  String settings(GenerationSettings settings) {
    return settings.isSampled()
        ? messages.get(
            "settings.sampled",
            NumberInput.format(settings.temperature(), messages.locale()),
            NumberInput.format(settings.topP(), messages.locale()),
            Long.toString(settings.seed()))
        : messages.get("settings.greedy");
  }
}
