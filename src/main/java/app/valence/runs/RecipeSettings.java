package app.valence.runs;

import static java.util.Map.entry;

import app.valence.evaluation.MetricName;
import app.valence.recipes.Recipe;
import app.valence.recipes.RecipeException;
import app.valence.training.TrainingSettings;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Map;

/** Settings that take over options of the command {@code train}, one by one, by their place. */
final class RecipeSettings {
  private static final ObjectMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT).build();

  private static final String NO_BUCKETING = "no-bucketing";
  private static final String WARMUP_SHARE = "warmup-ratio";
  private static final String WARMUP_STEPS = "warmup-steps";

  /** Where the value of each option stands among the settings. */
  private static final Map<String, String> PLACES =
      Map.ofEntries(
          entry("epochs", "/duration/epochs"),
          entry("batch-size", "/batches/batchSize"),
          entry("accumulation-steps", "/batches/accumulationSteps"),
          entry(NO_BUCKETING, "/batches/bucketByLength"),
          entry("learning-rate", "/optimizer/learningRate"),
          entry("schedule", "/optimizer/course"),
          entry(WARMUP_SHARE, "/optimizer/warmup/share"),
          entry(WARMUP_STEPS, "/optimizer/warmup/steps"),
          entry("weight-decay", "/optimizer/weightDecay"),
          entry("max-grad-norm", "/optimizer/maximumGradientNorm"),
          entry("layer-decay", "/optimizer/layerDecay"),
          entry("label-smoothing", "/loss/labelSmoothing"),
          entry("class-weights", "/loss/classWeighting"),
          entry("focal-gamma", "/loss/focalGamma"),
          entry("freeze", "/layers/frozen"),
          entry("reinit-layers", "/layers/reinitialised"),
          entry("eval-steps", "/evaluation/everySteps"),
          entry("logging-steps", "/evaluation/loggingSteps"),
          entry("best-metric", "/evaluation/bestBy"),
          entry("early-stopping-patience", "/evaluation/patience"),
          entry("save-steps", "/saving/everySteps"),
          entry("keep-checkpoints", "/saving/kept"),
          entry("precision", "/precision"),
          entry("seed", "/seed"));

  private TrainingSettings settings;

  RecipeSettings(TrainingSettings preset) {
    settings = preset;
  }

  TrainingSettings settings() {
    return settings;
  }

  /** Takes one option over, which must be one of settings. */
  void set(Recipe recipe, Recipe.Setting setting) throws RecipeException {
    String place = PLACES.get(setting.option());
    if (place == null) {
      throw recipe.refuse(
          setting,
          "the window has no such setting. Correct its name, or take the command line: train"
              + " --recipe "
              + recipe.name()
              + ".");
    }
    ObjectNode tree = JSON.valueToTree(settings);
    try {
      put(tree, JsonPointer.compile(place), setting);
      settings = JSON.treeToValue(tree, TrainingSettings.class);
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw recipe.refuse(setting, complaint(setting, e));
    }
  }

  private static String complaint(Recipe.Setting setting, Exception failure) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    boolean worded =
        cause instanceof IllegalArgumentException && !(cause instanceof NumberFormatException);
    return worded
        ? String.valueOf(cause.getMessage())
        : "it cannot be \"" + setting.value() + "\"; train --help says what it takes.";
  }

  private static void put(ObjectNode tree, JsonPointer place, Recipe.Setting setting)
      throws JsonProcessingException {
    var parent = (ObjectNode) tree.at(place.head());
    String field = place.last().getMatchingProperty();
    if (setting.option().equals(WARMUP_SHARE)) {
      parent.put("steps", 0);
    } else if (setting.option().equals(WARMUP_STEPS)) {
      parent.put("share", 0);
    }
    if (setting.option().equals(NO_BUCKETING)) {
      parent.put(field, parent.path(field).asBoolean() && !Boolean.parseBoolean(setting.value()));
    } else {
      parent.set(field, value(setting, parent.path(field)));
    }
  }

  /** The value in the kind that stands there now: a number, or the name of a choice. */
  private static JsonNode value(Recipe.Setting setting, JsonNode now)
      throws JsonProcessingException {
    String value = setting.value();
    if (now.isNumber()) {
      Double.parseDouble(value);
      return JSON.readTree(value);
    } else if (setting.option().equals("best-metric")) {
      return JSON.valueToTree(MetricName.ofKey(value).name());
    }
    return JSON.valueToTree(value.toUpperCase(Locale.ROOT));
  }
}
