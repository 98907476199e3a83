package app.valence.training.setup;

import app.valence.data.Dataset;
import app.valence.evaluation.ModelEvaluator;
import app.valence.evaluation.ModelEvaluator.Evaluation;
import app.valence.jobs.JobContext;
import app.valence.jobs.Progress;
import app.valence.model.EncodedExamples;
import app.valence.model.PassMemory;
import app.valence.model.SequenceClassifier;
import app.valence.model.tokenizer.Tokenizer;
import app.valence.tensor.TensorScope;
import app.valence.training.BatchSettings;
import app.valence.training.EndReason;
import app.valence.training.TrainingControl;
import app.valence.training.TrainingSettings;
import app.valence.training.loop.FineTuning;
import app.valence.training.saving.RunFolder;
import app.valence.training.saving.RunResults;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/** One run from its data to its results: tokenizing, training, and the test at the end. */
public final class TrainingRun {
  /**
   * What is trained.
   *
   * @param model gets the adapter that the settings ask for, unless it has one
   * @param length tokens of a text; what is longer is cut
   */
  public record Network(SequenceClassifier model, Tokenizer tokenizer, int length) {}

  /**
   * What a run is made of.
   *
   * @param checkpoint what to go on from, if anything
   */
  public record Plan(
      TrainingData data,
      Network network,
      TrainingSettings settings,
      RunFolder folder,
      Optional<Path> checkpoint) {}

  /**
   * How it went.
   *
   * @param test the kept model on the test data; absent if there is none, or the run did not end
   *     well
   */
  public record Finished(Plan plan, FineTuning.Result result, Optional<Evaluation> test) {}

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
  public TrainingRun(
      Plan plan, TrainingControl control, Consumer<Progress> progress, Consumer<CutTexts> cuts) {
    this.plan = plan;
    this.control = control;
    this.context = new JobContext(control.cancellation(), progress);
    this.cuts = cuts;
  }

  /**
   * Trains and tests on the calling thread; the optimizer's memory belongs to {@code scope}, and so
   * does an adapter's.
   *
   * @throws app.valence.jobs.JobCancelledException if it is stopped before its first step or during
   *     the test; a run that is stopped in between ends by itself
   */
  public Finished run(TensorScope scope) throws IOException {
    SequenceClassifier model = AdapterStart.of(plan.network.model(), plan.settings, scope);
    EncodedExamples train = encode(plan.data.train());
    Optional<EncodedExamples> validation = plan.data.validation().map(this::encode);
    Optional<EncodedExamples> test = plan.data.test().map(this::encode);
    control.events().accept(MemoryEstimate.of(model, largest(train), plan.settings).event());
    FineTuning.Result result = train(scope, model, train, validation);
    boolean ended =
        result.reason() == EndReason.FINISHED || result.reason() == EndReason.STOPPED_EARLY;
    if (test.isEmpty() || !ended) {
      return new Finished(plan, result, Optional.empty());
    }
    Evaluation evaluation =
        new ModelEvaluator(model, plan.settings.precision()).evaluate(test.get(), scope, context);
    RunResults.writeTest(plan.folder, evaluation.metrics("test"));
    return new Finished(plan, result, Optional.of(evaluation));
  }

  private PassMemory.Batch largest(EncodedExamples train) {
    BatchSettings batches = plan.settings.batches();
    return new PassMemory.Batch(
        Math.min(batches.batchSize(), train.size()), Math.max(batches.padTo(), train.longest()), 0);
  }

  private EncodedExamples encode(Dataset split) {
    var encoded =
        EncodedExamples.encode(split, plan.network.tokenizer(), plan.network.length, context);
    int modelMaximum = plan.network.model().config().maximumLength();
    CutTexts.of(split.name(), encoded, plan.network.length, modelMaximum).ifPresent(cuts);
    return encoded;
  }

  private FineTuning.Result train(
      TensorScope scope,
      SequenceClassifier model,
      EncodedExamples train,
      Optional<EncodedExamples> validation)
      throws IOException {
    var inputs =
        new FineTuning.Inputs(
            model, plan.network.tokenizer(), train, validation, plan.folder.path());
    var tuning = new FineTuning(scope, inputs, plan.settings);
    if (plan.checkpoint.isPresent()) {
      tuning = tuning.resumeFrom(plan.checkpoint.get());
    }
    return tuning.run(control);
  }
}
