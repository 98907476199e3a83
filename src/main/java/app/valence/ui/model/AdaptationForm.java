package app.valence.ui.model;

import app.valence.adaptation.TextSurvey;
import app.valence.evaluation.MetricName;
import app.valence.training.BatchSettings;
import app.valence.training.EvaluationSettings;
import app.valence.training.TrainingSettings;
import app.valence.training.optimizer.OptimizerSettings;
import app.valence.training.pretraining.PretrainingSettings;
import app.valence.ui.controls.NumberInput;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/** The settings of an adaptation, checked while they are typed. */
public final class AdaptationForm {
  /** Fewer steps than this hardly move a model, so little text is gone through more often. */
  private static final long FEWEST_STEPS = 150;

  private static final int MOST_SUGGESTED_EPOCHS = 20;
  private static final int EVALUATIONS = 20;
  private static final int LONGEST_BETWEEN_EVALUATIONS = 500;

  private final Map<AdaptationSetting, NumberInput> inputs = new EnumMap<>(AdaptationSetting.class);
  private final StringProperty name = new SimpleStringProperty("");
  private final ReadOnlyLongWrapper revision = new ReadOnlyLongWrapper();
  private String suggestedEpochs = "";

  AdaptationForm(Locale locale) {
    for (AdaptationSetting setting : AdaptationSetting.values()) {
      inputs.put(setting, new NumberInput(setting.kind(), locale));
    }
    show(PretrainingSettings.USUAL);
    suggestedEpochs = input(AdaptationSetting.EPOCHS).textProperty().get();
    for (NumberInput input : inputs.values()) {
      input.textProperty().subscribe(text -> revision.set(revision.get() + 1));
    }
  }

  /** Shows the settings of an adaptation that goes on. */
  void show(PretrainingSettings settings) {
    TrainingSettings training = settings.training();
    long steps = training.duration().maximumSteps();
    NumberInput stepsInput = input(AdaptationSetting.STEPS);
    stepsInput.textProperty().set(steps > 0 ? stepsInput.format((double) steps) : "");
    input(AdaptationSetting.EPOCHS).set(training.duration().epochs());
    input(AdaptationSetting.LEARNING_RATE).set(training.optimizer().learningRate());
    input(AdaptationSetting.LENGTH).set(settings.length());
    input(AdaptationSetting.BATCH_SIZE).set(training.batches().batchSize());
    input(AdaptationSetting.HIDDEN_SHARE).set(Math.rint(1e4 * settings.maskedShare()) / 100);
  }

  /** Suggests passes over so much text, unless a person has set others. */
  void suggest(TextSurvey survey) {
    NumberInput epochs = input(AdaptationSetting.EPOCHS);
    if (!epochs.textProperty().get().equals(suggestedEpochs) || !wrong().isEmpty()) {
      return;
    }
    long once = Math.max(1, survey.steps(once(settings(1))));
    long enough = (FEWEST_STEPS + once - 1) / once;
    epochs.set((double) Math.min(MOST_SUGGESTED_EPOCHS, Math.max(1, enough)));
    suggestedEpochs = epochs.textProperty().get();
  }

  private static PretrainingSettings once(PretrainingSettings settings) {
    TrainingSettings t = settings.training();
    return settings.withTraining(
        new TrainingSettings(
            new TrainingSettings.Duration(1, 0),
            t.batches(),
            t.optimizer(),
            t.loss(),
            t.layers(),
            t.evaluation(),
            t.saving(),
            t.precision(),
            t.seed()));
  }

  /** The settings that need a correction. */
  List<AdaptationSetting> wrong() {
    return Arrays.stream(AdaptationSetting.values()).filter(s -> !input(s).isValid()).toList();
  }

  /** What is asked for of these texts; call it only while nothing is {@link #wrong()}. */
  PretrainingSettings settings(TextSurvey survey) {
    long steps = survey.steps(settings(1));
    long between = Math.max(1, steps / EVALUATIONS);
    return settings((int) Math.min(LONGEST_BETWEEN_EVALUATIONS, between));
  }

  private PretrainingSettings settings(int evaluateEvery) {
    TrainingSettings usual = PretrainingSettings.USUAL.training();
    OptimizerSettings o = usual.optimizer();
    var optimizer =
        new OptimizerSettings(
            number(AdaptationSetting.LEARNING_RATE),
            o.course(),
            o.warmup(),
            o.weightDecay(),
            o.beta1(),
            o.beta2(),
            o.epsilon(),
            o.maximumGradientNorm(),
            o.layerDecay());
    var training =
        new TrainingSettings(
            new TrainingSettings.Duration(
                (int) number(AdaptationSetting.EPOCHS),
                (long) input(AdaptationSetting.STEPS).value().orElse(0)),
            new BatchSettings((int) number(AdaptationSetting.BATCH_SIZE), 1, false, 0),
            optimizer,
            usual.loss(),
            usual.layers(),
            // Every step is a point of the curves.
            new EvaluationSettings(evaluateEvery, 1, MetricName.LOSS, 0),
            new TrainingSettings.Saving(evaluateEvery, usual.saving().kept()),
            usual.precision(),
            usual.seed());
    return new PretrainingSettings(
        (int) number(AdaptationSetting.LENGTH),
        number(AdaptationSetting.HIDDEN_SHARE) / 100,
        training);
  }

  private double number(AdaptationSetting setting) {
    return input(setting).value().orElseThrow();
  }

  /** The field of a number. */
  public NumberInput input(AdaptationSetting setting) {
    return inputs.getOrDefault(setting, inputs.values().iterator().next());
  }

  /** What the new model is to be called. */
  public StringProperty nameProperty() {
    return name;
  }

  /** Rises with every change of a number. */
  ReadOnlyLongProperty revisionProperty() {
    return revision.getReadOnlyProperty();
  }
}
