package app.valence.training.setup;

import app.valence.data.Dataset;
import app.valence.evaluation.MetricName;
import app.valence.evaluation.ModelEvaluator.Evaluation;
import app.valence.jobs.JobContext;
import app.valence.jobs.Progress;
import app.valence.model.CausalLanguageModel;
import app.valence.model.PassMemory;
import app.valence.model.tokenizer.Tokenizer;
import app.valence.prompting.PromptClassifier;
import app.valence.prompting.PromptEncoder;
import app.valence.prompting.PromptFile;
import app.valence.prompting.PromptForm;
import app.valence.prompting.PromptModes;
import app.valence.prompting.PromptedText;
import app.valence.prompting.ScoringSettings;
import app.valence.tensor.TensorScope;
import app.valence.training.EndReason;
import app.valence.training.TrainingControl;
import app.valence.training.instruction.InstructionSettings;
import app.valence.training.instruction.InstructionTuning;
import app.valence.training.loop.FolderRun;
import app.valence.training.saving.RunFolder;
import app.valence.training.saving.RunResults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** One run of tuning by instruction from its data to its results. */
public final class InstructionRun {
  /**
   * What is trained.
   *
   * @param model gets the adapter that the settings ask for, unless it has one, and is tuned
   *     through it
   * @param form how its prompts read
   */
  public record Network(CausalLanguageModel model, Tokenizer tokenizer, PromptForm form) {}

  /**
   * What a run is made of.
   *
   * @param checkpoint what to go on from, if anything
   */
  public record Plan(
      TrainingData data,
      Network network,
      InstructionSettings settings,
      RunFolder folder,
      Optional<Path> checkpoint) {}

  /**
   * How it went.
   *
   * @param test the kept model on the test data; absent if there is none, or the run did not end
   *     well
   */
  public record Finished(Plan plan, FolderRun.Result result, Optional<Evaluation> test) {}

  private final Plan plan;
  private final TrainingControl control;
  private final JobContext context;
  private final Consumer<CutTexts> cuts;

  /**
   * A run of {@code plan}.
   *
   * @param control pauses it, stops it and hears of its steps
   * @param progress is told how far tokenizing and testing are
   * @param cuts is told of each file whose texts are too long
   */
  public InstructionRun(
      Plan plan, TrainingControl control, Consumer<Progress> progress, Consumer<CutTexts> cuts) {
    this.plan = plan;
    this.control = control;
    this.context = new JobContext(control.cancellation(), progress);
    this.cuts = cuts;
  }

  /**
   * Trains and tests on the calling thread; the optimizer's memory belongs to {@code scope}, and so
   * does an adapter's. The run's folder says from the start how the model is prompted.
   *
   * @throws app.valence.prompting.PromptTooLongException if a prompt has no room for any text
   * @throws app.valence.jobs.JobCancelledException if it is stopped before its first step
   */
  public Finished run(TensorScope scope) throws IOException {
    Network network = plan.network;
    var model = AdapterStart.of(network.model(), plan.settings.training(), scope);
    var limits = PromptEncoder.Limits.of(model, network.tokenizer(), plan.settings.length(), 0);
    var encoder = new PromptEncoder(network.tokenizer(), network.form(), limits);
    List<PromptedText> train = encode(encoder, plan.data.train());
    Optional<List<PromptedText>> validation =
        plan.data.validation().map(split -> encode(encoder, split));
    PromptClassifier classifier = classifier(model, scope);
    var inputs =
        new InstructionTuning.Inputs(
            model, network.tokenizer(), train, validation, classes(classifier), plan.folder.path());
    PassMemory.Batch largest = InstructionTuning.largest(inputs, plan.settings);
    control.events().accept(MemoryEstimate.of(model, largest, plan.settings.training()).event());
    var tuning = new InstructionTuning(scope, inputs, plan.settings);
    if (plan.checkpoint.isPresent()) {
      tuning = tuning.resumeFrom(plan.checkpoint.get());
    }
    Files.createDirectories(plan.folder.path());
    PromptFile.write(plan.folder.path(), plan.settings.stored(network.form()));
    return tested(tuning.run(control), classifier);
  }

  private Finished tested(FolderRun.Result result, PromptClassifier classifier) throws IOException {
    boolean ended =
        result.reason() == EndReason.FINISHED || result.reason() == EndReason.STOPPED_EARLY;
    Optional<Evaluation> test =
        ended
            ? plan.data.test().map(split -> classifier.evaluate(split, context))
            : Optional.empty();
    if (test.isPresent()) {
      RunResults.writeTest(plan.folder, test.get().metrics("test"));
    }
    return new Finished(plan, result, test);
  }

  private PromptClassifier classifier(CausalLanguageModel model, TensorScope scope)
      throws IOException {
    Network network = plan.network;
    var decoder =
        new PromptModes.Decoder(
            model, network.tokenizer(), network.form(), plan.settings.training().precision());
    var settings = ScoringSettings.ofTuned(plan.settings.length());
    return new PromptModes(decoder, settings, scope).zeroShot(Optional.empty(), context);
  }

  /** It takes a pass of its own, so only where the best model is chosen by the classes. */
  private Optional<Supplier<Evaluation>> classes(PromptClassifier classifier) {
    boolean wanted = plan.settings.training().evaluation().bestBy() != MetricName.LOSS;
    return plan.data
        .validation()
        .filter(split -> wanted)
        .map(split -> () -> classifier.evaluate(split, JobContext.detached()));
  }

  private List<PromptedText> encode(PromptEncoder encoder, Dataset split) {
    List<PromptedText> encoded = encoder.examples(split, context);
    int cut = (int) encoded.stream().filter(PromptedText::shortened).count();
    int most = plan.network.model().config().maximumLength();
    if (cut > 0) {
      cuts.accept(new CutTexts(split.name(), cut, encoded.size(), encoder.length(), most));
    }
    return encoded;
  }
}
