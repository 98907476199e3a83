package app.valence.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.valence.model.BundledModel;
import app.valence.recipes.Recipe;
import app.valence.recipes.RecipeException;
import app.valence.recipes.RecipeFile;
import app.valence.runs.ModelChoice;
import app.valence.runs.RecipePlan;
import app.valence.tensor.Precision;
import app.valence.training.TrainingSettings;
import app.valence.training.setup.InitialSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A recipe gives the same settings in the window as on the command line. */
class RecipesAgreeTest {
  /** Every option that settings follow from, with a value that is nobody's default. */
  private static final Map<String, String> SETTINGS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("epochs", "7"),
              Map.entry("batch-size", "24"),
              Map.entry("accumulation-steps", "3"),
              Map.entry("no-bucketing", "true"),
              Map.entry("learning-rate", "2e-3"),
              Map.entry("schedule", "\"cosine\""),
              Map.entry("warmup-ratio", "0.25"),
              Map.entry("warmup-steps", "11"),
              Map.entry("weight-decay", "0.3"),
              Map.entry("max-grad-norm", "0.5"),
              Map.entry("layer-decay", "0.9"),
              Map.entry("label-smoothing", "0.1"),
              Map.entry("class-weights", "\"balanced\""),
              Map.entry("focal-gamma", "2"),
              Map.entry("freeze", "1"),
              Map.entry("reinit-layers", "1"),
              Map.entry("eval-steps", "50"),
              Map.entry("logging-steps", "5"),
              Map.entry("best-metric", "\"mcc\""),
              Map.entry("early-stopping-patience", "4"),
              Map.entry("save-steps", "25"),
              Map.entry("keep-checkpoints", "6"),
              Map.entry("seed", "7")));

  @TempDir Path folder;

  private Recipe recipe(String options) throws IOException {
    return RecipeFile.read(
        Files.writeString(
            folder.resolve("made.json"),
            """
            {
              "title": {"en": "Made", "de": "Gemacht"},
              "description": {"en": "Made here.", "de": "Hier gemacht."},
              "options": {%s}
            }
            """
                .formatted(options)));
  }

  private static TrainingSettings onCommandLine(Recipe recipe, TrainingSettings preset) {
    var options = new TrainingOptions();
    List<String> args = new ArrayList<>();
    for (Recipe.Setting setting : recipe.settings()) {
      if (SETTINGS.containsKey(setting.option())) {
        boolean flag = setting.value().equals("true");
        args.add("--" + setting.option() + (flag ? "" : "=" + setting.value()));
      }
    }
    new CommandLine(options)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .parseArgs(args.toArray(String[]::new));
    return options.settings(preset, Precision.FP32);
  }

  @Test
  void everyOptionOfSettingsMeansTheSame() throws IOException {
    TrainingSettings preset = new ModelChoice.Bundled(BundledModel.ENCODER).preset();
    for (Map.Entry<String, String> setting : SETTINGS.entrySet()) {
      Recipe recipe = recipe("\"" + setting.getKey() + "\": " + setting.getValue());
      assertThat(RecipePlan.of(recipe).settings())
          .as(setting.getKey())
          .isEqualTo(onCommandLine(recipe, preset))
          .isNotEqualTo(preset);
    }
  }

  @Test
  void bundledRecipesGiveTheSameSettings() throws IOException {
    Recipe recipe = RecipeFile.read(Path.of("samples/recipes/overfitting.json"));
    RecipePlan plan = RecipePlan.of(recipe);
    assertThat(plan.model()).isEqualTo(new ModelChoice.Scratch(InitialSize.TINY));
    assertThat(plan.settings()).isEqualTo(onCommandLine(recipe, plan.model().preset()));
    assertThat(plan.text().dropout()).contains(0.0);
    assertThat(plan.data().orElseThrow().test()).isPresent();
  }

  @Test
  void theStudysSettingsAreThePublishedOnes() throws IOException {
    Recipe study = RecipeFile.read(Path.of("samples/recipes/study.json"));
    Map<String, String> options =
        study.settings().stream()
            .collect(Collectors.toMap(Recipe.Setting::option, Recipe.Setting::value));
    assertThat(options)
        .containsEntry("batch-size", "8")
        .containsEntry("epochs", "10")
        .containsEntry("schedule", "linear")
        .containsEntry("warmup-ratio", "0");
    assertThat(Files.readAllLines(study.data().orElseThrow().train())).hasSize(600 + 1);
    assertThat(Files.readAllLines(study.data().orElseThrow().validation().orElseThrow()))
        .hasSize(100 + 1);
    assertThat(study.reference().orElseThrow().values())
        .hasSize(14)
        .containsEntry("eval_loss", 3.01)
        .containsEntry("train_steps_per_second", 0.266);
  }

  @Test
  void otherThingsThanSettingsAreTakenOver() throws IOException {
    RecipePlan plan =
        RecipePlan.of(
            recipe(
                "\"base\": \"x\", \"new-head\": true, \"max-length\": 40, \"dropout\": 0.2,"
                    + " \"text-column\": \"review\", \"delimiter\": \"tab\""));
    assertThat(plan.model())
        .isEqualTo(new ModelChoice.Pretrained(folder.resolve("x").toAbsolutePath(), true));
    assertThat(plan.text().maximumLength()).contains(40);
    assertThat(plan.text().dropout()).contains(0.2);
    assertThat(plan.reading().textColumn()).contains("review");
    assertThat(plan.reading().delimiter()).contains('\t');
  }

  @Test
  void whatTheWindowCannotDoIsNamedWithLineAndRemedy() {
    assertRefused("\"max-steps\": 9", "\"max-steps\"", "command line", "train --recipe made");
    assertRefused("\"epochs\": 1.5", "\"epochs\"", "1.5");
    assertRefused("\"epochs\": 0", "\"epochs\"", "at least 1 epoch");
    assertRefused("\"schedule\": \"up\"", "\"schedule\"", "up");
    assertRefused("\"best-metric\": \"f1\"", "\"best-metric\"", "f1_macro");
    assertRefused("\"dropout\": 1", "\"dropout\"", "below 1");
    assertRefused("\"max-length\": \"long\"", "\"max-length\"", "long");
    assertRefused("\"init\": \"huge\"", "\"init\"", "tiny, mini or small");
    assertRefused("\"encoding\": \"nope\"", "\"encoding\"", "nope");
  }

  private void assertRefused(String options, String... words) {
    assertThatThrownBy(() -> RecipePlan.of(recipe(options)))
        .isInstanceOf(RecipeException.class)
        .hasMessageContaining("made.json, line 4")
        .hasMessageContainingAll(words);
  }
}
