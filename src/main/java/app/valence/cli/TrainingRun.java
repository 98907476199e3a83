package app.valence.cli;

import app.valence.data.Dataset;
import app.valence.evaluation.ModelEvaluator;
import app.valence.evaluation.ModelEvaluator.Evaluation;
import app.valence.jobs.EventQueue;
import app.valence.jobs.JobContext;
import app.valence.jobs.PauseGate;
import app.valence.model.EncodedExamples;
import app.valence.model.SequenceClassifier;
import app.valence.model.tokenizer.Tokenizer;
import app.valence.tensor.TensorScope;
import app.valence.training.EndReason;
import app.valence.training.TrainingControl;
import app.valence.training.TrainingEvent;
import app.valence.training.TrainingSettings;
import app.valence.training.loop.FineTuning;
import app.valence.training.saving.RunFolder;
import app.valence.training.saving.RunResults;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** One run on the command line: tokenizing, training with a log, and the test at the end. */
final class TrainingRun {
  /**
   * What is trained.
   *
   * @param length tokens of a text; what is longer is cut
   */
  record Network(SequenceClassifier model, Tokenizer tokenizer, int length) {}

  /**
   * What a run is made of.
   *
   * @param checkpoint what to go on from, if anything
   */
  record Plan(
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
  record Finished(Plan plan, FineTuning.Result result, Optional<Evaluation> test) {}

  private final Plan plan;
  private final Terminal terminal;
  private final JobContext context;

  TrainingRun(Plan plan, Terminal terminal, JobContext context) {
    this.plan = plan;
    this.terminal = terminal;
    this.context = context;
  }

  /** Trains and tests on the calling thread. */
  Finished run(TensorScope scope) throws IOException {
    EncodedExamples train = encode(plan.data.train());
    Optional<EncodedExamples> validation = plan.data.validation().map(this::encode);
    Optional<EncodedExamples> test = plan.data.test().map(this::encode);
    FineTuning.Result result = train(scope, train, validation);
    boolean ended =
        result.reason() == EndReason.FINISHED || result.reason() == EndReason.STOPPED_EARLY;
    if (test.isEmpty() || !ended) {
      return new Finished(plan, result, Optional.empty());
    }
    Evaluation evaluation =
        new ModelEvaluator(plan.network.model(), plan.settings.precision())
            .evaluate(test.get(), scope, context);
    RunResults.writeTest(plan.folder, evaluation.metrics("test"));
    return new Finished(plan, result, Optional.of(evaluation));
  }

  private EncodedExamples encode(Dataset split) {
    var encoded =
        EncodedExamples.encode(split, plan.network.tokenizer(), plan.network.length, context);
    int modelMaximum = plan.network.model().config().maximumLength();
    LengthOption.cutTexts(split.name(), encoded, plan.network.length, modelMaximum)
        .ifPresent(terminal::warn);
    return encoded;
  }

  private FineTuning.Result train(
      TensorScope scope, EncodedExamples train, Optional<EncodedExamples> validation)
      throws IOException {
    var inputs =
        new FineTuning.Inputs(
            plan.network.model(), plan.network.tokenizer(), train, validation, plan.folder.path());
    var tuning = new FineTuning(scope, inputs, plan.settings);
    if (plan.checkpoint.isPresent()) {
      tuning = tuning.resumeFrom(plan.checkpoint.get());
    }
    try (var events =
        new EventQueue<TrainingEvent>("training-log", new TrainLog(terminal, System::nanoTime))) {
      return tuning.run(new TrainingControl(new PauseGate(), context.cancellation(), events));
    }
  }
}
