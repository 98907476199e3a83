package app.valence.cli;

import app.valence.data.Dataset;
import app.valence.data.LabelSet;
import app.valence.evaluation.ModelEvaluator.Evaluation;
import app.valence.evaluation.TextClassifier;
import app.valence.jobs.JobContext;
import app.valence.model.EncodedExamples;
import app.valence.model.ModelConfig;
import app.valence.model.ModelFiles;
import app.valence.model.TokenizerFit;
import app.valence.model.tokenizer.Tokenizer;
import app.valence.prompting.PromptClassifier;
import app.valence.prompting.PromptFile;
import app.valence.prompting.PromptForm;
import app.valence.prompting.PromptModes;
import app.valence.prompting.PromptTooLongException;
import app.valence.prompting.PromptedModel;
import app.valence.prompting.retrieval.Retriever;
import app.valence.tensor.TensorRuntime;
import app.valence.tensor.TensorScope;
import app.valence.training.setup.CutTexts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Measures how well a data set is classified, in each of the ways that were asked for. */
final class ModeMeasurement {
  /**
   * A measurement.
   *
   * @param truncated how many texts were cut for it
   */
  record Measured(Evaluation evaluation, int truncated) {}

  private final ClassifierOptions model;
  private final ModeOptions modes;
  private final TensorRuntime runtime;
  private final JobContext context;
  private final Consumer<CutTexts> cuts;

  ModeMeasurement(
      ClassifierOptions model,
      ModeOptions modes,
      TensorRuntime runtime,
      JobContext context,
      Consumer<CutTexts> cuts) {
    this.model = model;
    this.modes = modes;
    this.runtime = runtime;
    this.context = context;
    this.cuts = cuts;
  }

  /** The folder of the decoder that is prompted. */
  static Path decoder(ClassifierOptions model, ModeOptions modes) throws IOException {
    return modes.base.isPresent() ? NamedModel.of(modes.base.get()).folder() : model.folder();
  }

  /** The classes that data must have, as far as a model knows any. */
  static LabelSet knownLabels(ClassifierOptions model, ModeOptions modes) throws IOException {
    if (modes.asked().contains(EvaluationMode.FINE_TUNED) || model.isPrompted()) {
      return model.labels();
    }
    Path decoder = decoder(model, modes);
    return PromptFile.isIn(decoder)
        ? PromptFile.read(decoder).form().labels()
        : LabelSet.of(List.of());
  }

  /**
   * Measures all modes that were asked for, in their order.
   *
   * @param train labelled examples to show
   */
  Map<EvaluationMode, Measured> all(Dataset dataset, Optional<Dataset> train) throws IOException {
    List<EvaluationMode> asked = modes.asked();
    boolean prompts = asked.stream().anyMatch(mode -> mode != EvaluationMode.FINE_TUNED);
    Map<EvaluationMode, Measured> prompted = prompts ? prompted(dataset, train) : Map.of();
    Map<EvaluationMode, Measured> found = new LinkedHashMap<>();
    for (EvaluationMode mode : asked) {
      Measured measured = prompted.get(mode);
      found.put(mode, measured == null ? trained(dataset) : measured);
    }
    return found;
  }

  private Map<EvaluationMode, Measured> prompted(Dataset dataset, Optional<Dataset> train)
      throws IOException {
    Path folder = decoder(model, modes);
    PromptForm form = form(dataset.labels(), folder);
    Map<EvaluationMode, Measured> found = new LinkedHashMap<>();
    try (Tokenizer tokenizer = Tokenizer.load(folder);
        TensorScope scope = runtime.open()) {
      var loaded = ModelFiles.causalLanguageModel(folder, scope, 0).model();
      TokenizerFit.require(folder, loaded.config(), tokenizer);
      var settings = modes.settings(model.promptTokens(loaded.config().maximumLength()));
      var decoder = new PromptModes.Decoder(loaded, tokenizer, form, model.precision(runtime));
      var prompts = new PromptModes(decoder, settings, scope);
      for (EvaluationMode mode : modes.asked()) {
        if (mode != EvaluationMode.FINE_TUNED) {
          found.put(mode, measure(mode, prompts, dataset, train, scope));
        }
      }
    } catch (PromptTooLongException e) {
      throw new UsageException(e.getMessage() + " The option for it: --max-length.");
    }
    return found;
  }

  private Measured measure(
      EvaluationMode mode,
      PromptModes prompts,
      Dataset dataset,
      Optional<Dataset> train,
      TensorScope scope)
      throws IOException {
    return switch (mode) {
      case ZERO_SHOT -> measured(prompts.zeroShot(train, context), dataset);
      case FEW_SHOT -> measured(prompts.fewShot(train.orElseThrow(), context), dataset);
      case RETRIEVAL -> {
        Dataset shown = train.orElseThrow();
        try (Retriever retriever =
            modes.retriever(shown, model.precision(runtime), scope, context)) {
          yield measured(prompts.retrieval(shown, retriever, context), dataset);
        }
      }
      case FINE_TUNED -> throw new IllegalArgumentException("The trained model is measured apart.");
    };
  }

  private Measured measured(PromptClassifier classifier, Dataset dataset) {
    Evaluation evaluation = classifier.evaluate(dataset, context);
    int cut = classifier.shortened();
    if (cut > 0) {
      int length = classifier.length();
      cuts.accept(
          new CutTexts(dataset.name(), cut, dataset.size(), length, classifier.modelMaximum()));
    }
    return new Measured(evaluation, cut);
  }

  private Measured trained(Dataset dataset) throws IOException {
    if (model.isPrompted()) {
      try (PromptedModel prompted = model.loadPrompted(runtime)) {
        return measured(prompted.classifier(), dataset);
      }
    }
    ModelConfig config = model.config();
    int tokens = model.tokens(config);
    try (TextClassifier classifier = model.load(runtime, tokens)) {
      EncodedExamples encoded = classifier.encode(dataset, context);
      CutTexts.of(dataset.name(), encoded, tokens, config.maximumLength()).ifPresent(cuts);
      return new Measured(classifier.evaluate(encoded, context), encoded.truncated());
    }
  }

  /** A base is compared with what was tuned on it by the same template. */
  private PromptForm form(LabelSet labels, Path folder) throws IOException {
    if (!modes.prompt.isSaid()) {
      for (Path each : List.of(folder, model.folder())) {
        if (PromptFile.isIn(each)) {
          PromptForm stored = PromptFile.read(each).form();
          if (stored.labels().equals(labels)) {
            return stored;
          }
        }
      }
    }
    return modes.prompt.form(labels, folder);
  }
}
