package app.valence.training.loop;

import app.valence.model.EncodedExamples;
import app.valence.model.ModelFiles;
import app.valence.model.SequenceClassifier;
import app.valence.model.tokenizer.Tokenizer;
import app.valence.tensor.Device;
import app.valence.tensor.RuntimeOptions;
import app.valence.tensor.TensorRuntime;
import app.valence.tensor.TensorScope;
import app.valence.tensor.ThreadWaiting;
import app.valence.training.LogRow;
import app.valence.training.TrainingControl;
import app.valence.training.TrainingEvent;
import app.valence.training.TrainingSettings;
import app.valence.training.saving.RunFolder;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs {@link TinyTask}, each run in a folder of its own, and collects what happens. */
final class TinyRuns implements AutoCloseable {
  /** What the runs of a test are about; change it before running. */
  EncodedExamples train = TinyTask.examples(90, 1);

  Optional<EncodedExamples> validation = Optional.of(TinyTask.examples(50, 2));
  double dropout = 0.1;

  /** The model of the last run. */
  SequenceClassifier model;

  /** All events of the last run. */
  List<TrainingEvent> events = new ArrayList<>();

  private final Path root;
  private final TensorRuntime runtime;
  private final Tokenizer tokenizer;
  private final TensorScope scope;

  @SuppressWarnings("MustBeClosedChecker") // Closed with this.
  TinyRuns(Path root) throws Exception {
    this.root = root;
    // One thread: two would wait for each other more than they compute on so small a model.
    runtime = TensorRuntime.start(new RuntimeOptions(Device.CPU, 1, ThreadWaiting.PASSIVE));
    tokenizer = TinyTask.tokenizer();
    scope = runtime.open();
    model = newModel(1);
  }

  TensorRuntime runtime() {
    return runtime;
  }

  TensorScope scope() {
    return scope;
  }

  Path path(String run) {
    return root.resolve(run);
  }

  RunFolder folder(String run) {
    return new RunFolder(path(run));
  }

  SequenceClassifier newModel(long seed) {
    return ModelFiles.newClassifier(TinyTask.config(dropout), scope, seed);
  }

  FineTuning.Inputs inputs(String run) {
    return new FineTuning.Inputs(model, tokenizer, train, validation, path(run));
  }

  /** A run from the start that nobody disturbs. */
  FineTuning.Result run(String run, TrainingSettings settings) throws IOException {
    return run(run, settings, control());
  }

  FineTuning.Result run(String run, TrainingSettings settings, TrainingControl control)
      throws IOException {
    model = newModel(1);
    return new FineTuning(scope, inputs(run), settings).run(control);
  }

  /** Goes on from the latest checkpoint, with a model that has other parameters until then. */
  FineTuning.Result resume(String run, TrainingSettings settings) throws IOException {
    return resume(run, folder(run).latestCheckpoint().orElseThrow(), settings);
  }

  FineTuning.Result resume(String run, Path checkpoint, TrainingSettings settings)
      throws IOException {
    model = newModel(77);
    return new FineTuning(scope, inputs(run), settings).resumeFrom(checkpoint).run(control());
  }

  /** Control of an undisturbed run whose events are collected anew. */
  TrainingControl control() {
    events = new ArrayList<>();
    return TrainingControl.unattended(events::add);
  }

  /** The rows of the last run that are logged, without what clocks measure. */
  List<LogRow> loggedRows() {
    return only(TrainingEvent.Logged.class).map(logged -> withoutTimes(logged.row())).toList();
  }

  /** The rows of the last run's evaluations, without what clocks measure. */
  List<LogRow> evaluatedRows() {
    return only(TrainingEvent.Evaluated.class).map(e -> withoutTimes(e.row())).toList();
  }

  private <E extends TrainingEvent> java.util.stream.Stream<E> only(Class<E> type) {
    return events.stream().filter(type::isInstance).map(type::cast);
  }

  static LogRow withoutTimes(LogRow row) {
    var metrics = new LinkedHashMap<>(row.metrics());
    metrics.keySet().removeIf(key -> key.endsWith("runtime") || key.endsWith("per_second"));
    return new LogRow(row.step(), row.epoch(), metrics);
  }

  /** One metric of all rows that have it. */
  static List<Double> values(List<LogRow> rows, String metric) {
    return rows.stream().map(LogRow::metrics).map(m -> m.get(metric)).toList();
  }

  /** A copy of all parameters. */
  static Map<String, float[]> parameters(SequenceClassifier model) {
    Map<String, float[]> copies = new LinkedHashMap<>();
    model.parameters().asMap().forEach((name, tensor) -> copies.put(name, tensor.toFloats()));
    return copies;
  }

  /** Gives all elements of a parameter one value. */
  static void fill(SequenceClassifier model, String name, float value) {
    var parameter = model.parameters().get(name);
    var values = new float[Math.toIntExact(parameter.elements())];
    Arrays.fill(values, value);
    parameter.set(FloatBuffer.wrap(values));
  }

  /** The parameters that are saved in a folder. */
  Map<String, float[]> parametersIn(Path folder) throws IOException {
    return parameters(ModelFiles.classifier(folder, scope));
  }

  @Override
  public void close() {
    scope.close();
    tokenizer.close();
    runtime.close();
  }
}
