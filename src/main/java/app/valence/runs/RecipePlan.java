package app.valence.runs;

import app.valence.data.reading.ImportOptions;
import app.valence.recipes.Recipe;
import app.valence.recipes.RecipeException;
import app.valence.recipes.Reference;
import app.valence.runs.RunRequest.TextSettings;
import app.valence.training.TrainingSettings;
import app.valence.training.setup.InitialSize;
import app.valence.training.setup.TrainingData;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a recipe asks of a recorded run.
 *
 * @param data absent for data that a person chooses
 */
public record RecipePlan(
    Optional<TrainingData.Sources> data,
    ImportOptions reading,
    ModelChoice model,
    TrainingSettings settings,
    TextSettings text,
    Optional<Reference> reference) {
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
          "text-column",
          "label-column",
          "encoding",
          "delimiter");

  /**
   * The plan of {@code recipe}.
   *
   * @throws RecipeException if an option makes no sense or only the command line has it
   */
  public static RecipePlan of(Recipe recipe) throws RecipeException {
    ModelChoice model = model(recipe);
    var settings = new RecipeSettings(model.preset());
    for (Recipe.Setting setting : recipe.settings()) {
      if (!OTHERS.contains(setting.option())) {
        settings.set(recipe, setting);
      }
    }
    return new RecipePlan(
        recipe.data().map(RecipePlan::sources),
        reading(recipe),
        model,
        settings.settings(),
        text(recipe),
        recipe.reference());
  }

  private static TrainingData.Sources sources(Recipe.Data data) {
    return new TrainingData.Sources(data.train(), data.validation(), false, data.test());
  }

  private static ModelChoice model(Recipe recipe) throws RecipeException {
    Optional<String> base = recipe.value(BASE);
    if (base.isPresent()) {
      boolean newHead = Boolean.parseBoolean(recipe.value(NEW_HEAD).orElse("false"));
      return new ModelChoice.Pretrained(recipe.resolve(base.get()), newHead);
    }
    for (Recipe.Setting setting : recipe.settings()) {
      if (setting.option().equals(INIT)) {
        return new ModelChoice.Scratch(size(recipe, setting));
      }
    }
    return new ModelChoice.Bundled();
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
