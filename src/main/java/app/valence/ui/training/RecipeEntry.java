package app.valence.ui.training;

import app.valence.recipes.Recipe;
import app.valence.recipes.RecipeException;
import app.valence.runs.RecipePlan;
import java.util.Locale;
import java.util.Optional;

/**
 * A recipe as a person sees it.
 *
 * @param plan what it asks for; empty if it cannot be used here
 * @param obstacle why it cannot be used here and what to do; empty if it can
 */
public record RecipeEntry(
    String title, String description, Optional<RecipePlan> plan, String obstacle) {
  static RecipeEntry of(Recipe recipe, Locale locale) {
    String title = recipe.title().in(locale);
    String description = recipe.description().in(locale);
    try {
      return new RecipeEntry(title, description, Optional.of(RecipePlan.of(recipe)), "");
    } catch (RecipeException e) {
      return new RecipeEntry(title, description, Optional.empty(), String.valueOf(e.getMessage()));
    }
  }

  /** Whether a run can follow it. */
  public boolean isUsable() {
    return plan.isPresent();
  }
}
