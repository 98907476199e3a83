package app.valence.cli;

import app.valence.recipes.Recipe;
import app.valence.recipes.RecipeFolder;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Names the recipes that come with the program. */
@Command(
    name = "recipes",
    description = "Names the recipes that come with the program: settings of a run in a file.",
    footer = {
      "",
      "Examples:",
      "  ${ROOT-COMMAND-NAME} train --recipe overfitting",
      "  ${ROOT-COMMAND-NAME} train --recipe overfitting --epochs 5 --output runs/short"
    })
final class RecipesCommand implements Callable<Integer> {
  private final Terminal terminal;

  RecipesCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    RecipeFolder.Listing found = RecipeFolder.list(RecipeOption.bundled());
    for (Recipe recipe : found.recipes()) {
      terminal.say(recipe.name() + ": " + recipe.title().in(Locale.ENGLISH));
      terminal.say("  " + recipe.description().in(Locale.ENGLISH));
      terminal.say("  " + recipe.file());
    }
    found.problems().forEach(terminal::warn);
    return ExitCode.DONE;
  }
}
