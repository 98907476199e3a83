package app.valence.ui.training;

import app.valence.evaluation.MetricName;
import app.valence.runs.RunRequest.TextSettings;
import app.valence.tensor.Precision;
import app.valence.training.BatchSettings;
import app.valence.training.EvaluationSettings;
import app.valence.training.LossSettings;
import app.valence.training.LossSettings.ClassWeighting;
import app.valence.training.TrainingSettings;
import app.valence.training.optimizer.OptimizerSettings;
import app.valence.training.optimizer.OptimizerSettings.Warmup;
import app.valence.training.setup.MaximumLength;
import app.valence.ui.controls.NumberInput;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;

/** The fields of the settings, as numbers and choices; they become {@link TrainingSettings}. */
final class SettingsFields {
  private final Map<Setting, NumberInput> inputs = new EnumMap<>(Setting.class);
  private final ObjectProperty<MetricName> bestBy = new SimpleObjectProperty<>(MetricName.LOSS);
  private final ObjectProperty<Precision> precision = new SimpleObjectProperty<>(Precision.FP32);
  private final BooleanProperty classWeights = new SimpleBooleanProperty();
  // What the fields do not show stays as it was asked for.
  private TrainingSettings rest = TrainingSettings.DEFAULTS;

  /** What stood in all fields at a time. */
  record Snapshot(
      Map<Setting, String> texts,
      MetricName bestBy,
      Precision precision,
      boolean classWeights,
      TrainingSettings rest) {}

  SettingsFields(Locale locale) {
    for (Setting setting : Setting.values()) {
      inputs.put(setting, new NumberInput(setting.kind(), locale));
    }
  }

  NumberInput input(Setting setting) {
    return inputs.getOrDefault(setting, inputs.values().iterator().next());
  }

  ObjectProperty<MetricName> bestBy() {
    return bestBy;
  }

  ObjectProperty<Precision> precision() {
    return precision;
  }

  BooleanProperty classWeights() {
    return classWeights;
  }

  /** The settings that need a correction, in the order of the form. */
  List<Setting> wrong() {
    return inputs.keySet().stream().filter(setting -> !input(setting).isValid()).toList();
  }

  Snapshot snapshot() {
    var texts = new EnumMap<Setting, String>(Setting.class);
    inputs.forEach((setting, input) -> texts.put(setting, input.textProperty().get()));
    return new Snapshot(texts, bestBy.get(), precision.get(), classWeights.get(), rest);
  }

  void restore(Snapshot snapshot) {
    snapshot.texts.forEach((setting, text) -> input(setting).textProperty().set(text));
    bestBy.set(snapshot.bestBy);
    precision.set(snapshot.precision);
    classWeights.set(snapshot.classWeights);
    rest = snapshot.rest;
  }

  void show(TrainingSettings settings, TextSettings text) {
    rest = settings;
    input(Setting.EPOCHS).set(settings.duration().epochs());
    input(Setting.BATCH_SIZE).set(settings.batches().batchSize());
    input(Setting.LEARNING_RATE).set(settings.optimizer().learningRate());
    NumberInput length = input(Setting.MAXIMUM_LENGTH);
    length.set(text.maximumLength().orElse(MaximumLength.usual((int) length.most())));
    input(Setting.SEED).set((double) settings.seed());
    input(Setting.WARMUP).set(Math.rint(1e6 * settings.optimizer().warmup().share()) / 1e4);
    input(Setting.WEIGHT_DECAY).set(settings.optimizer().weightDecay());
    NumberInput dropout = input(Setting.DROPOUT);
    dropout.textProperty().set(text.dropout().map(dropout::format).orElse(""));
    input(Setting.PATIENCE).set(settings.evaluation().patience());
    input(Setting.EVALUATE_EVERY).set(settings.evaluation().everySteps());
    bestBy.set(settings.evaluation().bestBy());
    precision.set(settings.precision());
    classWeights.set(settings.loss().classWeighting() == ClassWeighting.BALANCED);
  }

  private double number(Setting setting) {
    return input(setting).value().orElseThrow();
  }

  private int whole(Setting setting) {
    return (int) number(setting);
  }

  /** What the fields say; call it only while nothing is {@link #wrong()}. */
  TrainingSettings settings() {
    return new TrainingSettings(
        new TrainingSettings.Duration(whole(Setting.EPOCHS), 0),
        new BatchSettings(
            whole(Setting.BATCH_SIZE),
            rest.batches().accumulationSteps(),
            rest.batches().bucketByLength(),
            rest.batches().padTo()),
        optimizer(),
        new LossSettings(
            rest.loss().labelSmoothing(),
            classWeights.get() ? ClassWeighting.BALANCED : ClassWeighting.NONE,
            rest.loss().focalGamma()),
        rest.layers(),
        // Every step is a point of the curves.
        new EvaluationSettings(
            whole(Setting.EVALUATE_EVERY), 1, bestBy.get(), whole(Setting.PATIENCE)),
        rest.saving(),
        precision.get(),
        (long) number(Setting.SEED));
  }

  private OptimizerSettings optimizer() {
    OptimizerSettings o = rest.optimizer();
    return new OptimizerSettings(
        number(Setting.LEARNING_RATE),
        o.course(),
        new Warmup(o.warmup().steps(), number(Setting.WARMUP) / 100),
        number(Setting.WEIGHT_DECAY),
        o.beta1(),
        o.beta2(),
        o.epsilon(),
        o.maximumGradientNorm(),
        o.layerDecay());
  }

  TextSettings text() {
    var dropout = input(Setting.DROPOUT).value();
    return new TextSettings(
        Optional.of(whole(Setting.MAXIMUM_LENGTH)),
        dropout.isPresent() ? Optional.of(dropout.getAsDouble()) : Optional.empty());
  }
}
