package app.valence.runs;

import app.valence.data.reading.ImportOptions;
import app.valence.model.BundledModel;
import app.valence.recipes.Recipe;
import app.valence.recipes.RecipeException;
import app.valence.recipes.Reference;
import app.valence.runs.RunRequest.TextSettings;
import app.valence.training.TrainingSettings;
import app.valence.training.setup.InitialSize;
import app.valence.training.setup.TrainingData;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a recipe asks of a recorded run.
 *
 * @param data absent for data that a person chooses
 * @param instruction how a decoder is tuned by instruction; absent for a classifier
 */
public record RecipePlan(
    Optional<TrainingData.Sources> data,
    ImportOptions reading,
    ModelChoice model,
    TrainingSettings settings,
    TextSettings text,
    Optional<Reference> reference,
    Optional<Instruction> instruction) {
  private static final String BASE = "base";
  private static final String INIT = "init";
  private static final String NEW_HEAD = "new-head";
  private static final String MAXIMUM_LENGTH = "max-length";
  private static final String DROPOUT = "dropout";

  /** Options that do not lead to {@link TrainingSettings}. */
  private static final List<String> OTHERS =
      List.of(
          BASE,
          INIT,
          NEW_HEAD,
          MAXIMUM_LENGTH,
          DROPOUT,
          RecipeInstruction.TASK,
          "text-column",
          "label-column",
          "encoding",
          "delimiter");

  /**
   * The plan of {@code recipe}.
   *
   * @throws RecipeException if an option makes no sense, only the command line has it, or the
   *     program lacks the model
   */
  public static RecipePlan of(Recipe recipe) throws RecipeException {
    return of(recipe, BundledModel.offered());
  }

  /** The plan in a program that has the models {@code offered}. */
  static RecipePlan of(Recipe recipe, List<BundledModel> offered) throws RecipeException {
    Optional<Instruction> instruction = RecipeInstruction.of(recipe);
    ModelChoice model = instruction.isPresent() ? decoder(recipe, offered) : model(recipe, offered);
    TrainingSettings preset = instruction.isPresent() ? model.instructionPreset() : model.preset();
    var settings = new RecipeSettings(preset);
    for (Recipe.Setting setting : recipe.settings()) {
      String option = setting.option();
      if (!OTHERS.contains(option) && !RecipeInstruction.OPTIONS.contains(option)) {
        settings.set(recipe, setting);
      }
    }
    return new RecipePlan(
        recipe.data().map(RecipePlan::sources),
        reading(recipe),
        model,
        settings.settings(),
        text(recipe),
        recipe.reference(),
        instruction);
  }

  private static TrainingData.Sources sources(Recipe.Data data) {
    return new TrainingData.Sources(data.train(), data.validation(), false, data.test());
  }

  private static ModelChoice model(Recipe recipe, List<BundledModel> offered)
      throws RecipeException {
    Optional<Recipe.Setting> init = setting(recipe, INIT);
    Optional<Recipe.Setting> base = setting(recipe, BASE);
    if (base.isPresent()) {
      boolean newHead = Boolean.parseBoolean(recipe.value(NEW_HEAD).orElse("false"));
      return pretrained(recipe, base.get(), newHead, offered);
    }
    return init.isPresent()
        ? new ModelChoice.Scratch(size(recipe, init.get()))
        : new ModelChoice.Bundled(BundledModel.ENCODER);
  }

  /** A folder beside the recipe, unless there is none and a model of the program is called so. */
  private static ModelChoice pretrained(
      Recipe recipe, Recipe.Setting base, boolean newHead, List<BundledModel> offered)
      throws RecipeException {
    Path folder = recipe.resolve(base.value());
    Optional<BundledModel> bundled = BundledModel.named(base.value());
    if (bundled.isEmpty() || Files.exists(folder)) {
      return new ModelChoice.Pretrained(folder, newHead);
    }
    if (!offered.contains(bundled.get())) {
      throw recipe.refuse(
          base, "this program was built without that model. Name a folder with another one.");
    }
    return new ModelChoice.Bundled(bundled.get());
  }

  private static ModelChoice decoder(Recipe recipe, List<BundledModel> offered)
      throws RecipeException {
    for (String option : List.of(INIT, NEW_HEAD, "class-weights")) {
      Optional<Recipe.Setting> unfit = setting(recipe, option);
      if (unfit.isPresent()) {
        throw recipe.refuse(
            unfit.get(), "it is for classifiers, and instruction tunes a decoder. Remove it.");
      }
    }
    Optional<Recipe.Setting> base = setting(recipe, BASE);
    if (base.isPresent()) {
      return pretrained(recipe, base.get(), false, offered);
    }
    if (!offered.contains(BundledModel.DECODER)) {
      throw recipe.refuse(
          setting(recipe, RecipeInstruction.TASK).orElseThrow(),
          ("it tunes a decoder, and this program was built without one. Name one by \"base\", or on"
                  + " the command line: train --recipe %s --base DIR.")
              .formatted(recipe.name()));
    }
    return new ModelChoice.Bundled(BundledModel.DECODER);
  }

  private static Optional<Recipe.Setting> setting(Recipe recipe, String option) {
    return recipe.settings().stream().filter(each -> each.option().equals(option)).findFirst();
  }

  private static InitialSize size(Recipe recipe, Recipe.Setting setting) throws RecipeException {
    return Arrays.stream(InitialSize.values())
        .filter(size -> size.name().toLowerCase(Locale.ROOT).equals(setting.value()))
        .findFirst()
        .orElseThrow(() -> recipe.refuse(setting, "it takes tiny, mini or small."));
  }

  private static TextSettings text(Recipe recipe) throws RecipeException {
    TextSettings text = TextSettings.DEFAULTS;
    for (Recipe.Setting setting : recipe.settings()) {
      try {
        if (setting.option().equals(MAXIMUM_LENGTH)) {
          text = new TextSettings(Optional.of(Integer.valueOf(setting.value())), text.dropout());
        } else if (setting.option().equals(DROPOUT)) {
          text =
              new TextSettings(text.maximumLength(), Optional.of(Double.valueOf(setting.value())));
        }
      } catch (NumberFormatException e) {
        throw recipe.refuse(setting, "it takes a number, and not \"" + setting.value() + "\".");
      } catch (IllegalArgumentException e) {
        throw recipe.refuse(setting, String.valueOf(e.getMessage()));
      }
    }
    return text;
  }

  private static ImportOptions reading(Recipe recipe) throws RecipeException {
    ImportOptions reading = ImportOptions.DEFAULTS;
    for (Recipe.Setting setting : recipe.settings()) {
      try {
        reading = reading(reading, setting);
      } catch (IllegalArgumentException e) {
        throw recipe.refuse(setting, "\"" + setting.value() + "\" is no value for it.");
      }
    }
    return reading;
  }

  private static ImportOptions reading(ImportOptions options, Recipe.Setting setting) {
    String value = setting.value();
    return switch (setting.option()) {
      case "text-column" -> options.withTextColumn(value);
      case "label-column" -> options.withLabelColumn(value);
      case "encoding" -> options.withEncoding(Charset.forName(value));
      case "delimiter" -> options.withDelimiter(value.equals("tab") ? '\t' : value.charAt(0));
      default -> options;
    };
  }
}
