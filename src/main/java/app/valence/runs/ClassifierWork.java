package app.valence.runs;

import app.valence.evaluation.MajorityClass;
import app.valence.jobs.JobContext;
import app.valence.model.SequenceClassifier;
import app.valence.model.tokenizer.Tokenizer;
import app.valence.runs.RecordedRun.Finished;
import app.valence.runs.RecordedRun.Measured;
import app.valence.tensor.TensorRuntime;
import app.valence.tensor.TensorScope;
import app.valence.training.setup.MaximumLength;
import app.valence.training.setup.ModelSource;
import app.valence.training.setup.TrainingData;
import app.valence.training.setup.TrainingRun;
import java.io.IOException;
import java.util.Map;

/** The work of a recorded run that trains a classifier. */
record ClassifierWork(RunWork work, RunLog log) {
  /** Does all of it on the calling thread and frees all native memory of the run. */
  Finished carryOut(JobContext context) throws IOException {
    RunRequest request = work.request();
    var progress = new RunProgress(context.progress());
    ModelSource source = source();
    TrainingData data = work.read(source.labels(), log, context, progress);
    TensorRuntime engine = work.engine(progress);
    try (Tokenizer tokenizer = source.tokenizer(data.train());
        TensorScope scope = engine.open()) {
      var start = source.model(data.train(), tokenizer, scope, request.settings().seed());
      SequenceClassifier loaded = start.model();
      SequenceClassifier model =
          work.dropout(loaded.config()).map(loaded::withDropout).orElse(loaded);
      int length = work.length(model.config(), MaximumLength.USUAL);
      var network = new TrainingRun.Network(model, tokenizer, length);
      var plan =
          new TrainingRun.Plan(data, network, request.settings(), work.folder(), work.checkpoint());
      var control = work.control(context, progress);
      return finished(
          new TrainingRun(plan, control, progress.aroundTraining(), work.cuts()).run(scope));
    } finally {
      engine.releaseUnusedMemory();
    }
  }

  private ModelSource source() {
    return work.checkpoint()
        .<ModelSource>map(ModelSource.Checkpoint::new)
        .orElse(work.request().model().source())
        .keeping(work.request().settings().layers());
  }

  private Finished finished(TrainingRun.Finished run) {
    var result = run.result();
    var majority = MajorityClass.of(run.plan().data().train().labelCounts());
    return new Finished(
        work.folder().path(),
        result.reason(),
        result.message(),
        result.summary(),
        result.state().bestStep(),
        result.evaluation().map(e -> e.metrics("eval")).orElse(Map.of()),
        result.evaluation().map(e -> new Measured(e, majority.on(e.report()))),
        run.test().map(e -> new Measured(e, majority.on(e.report()))));
  }
}
