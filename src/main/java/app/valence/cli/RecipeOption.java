package app.valence.cli;

import app.valence.recipes.Recipe;
import app.valence.recipes.RecipeFile;
import app.valence.recipes.RecipeFolder;
import app.valence.samples.BundledSamples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The recipe that a run follows; {@link RecipeArguments} has made options of it already. */
final class RecipeOption {
  static final String NAME = "--recipe";

  /** In place of a recipe: which there are. */
  static final String LIST = "list";

  private static final String ENDING = ".json";

  @Option(
      names = NAME,
      paramLabel = "NAME|FILE|list",
      description =
          "Take data and settings from a recipe: one that comes with the program, or a file. What"
              + " else is given wins over it. list names those that come with the program.")
  private Optional<String> named = Optional.empty();

  /** The recipe that was named, if one was. */
  Optional<Recipe> recipe() throws IOException {
    return named.isPresent() ? Optional.of(read(named.get())) : Optional.empty();
  }

  /**
   * Reads a recipe by its name or file.
   *
   * @throws UsageException if there is none
   * @throws app.valence.recipes.RecipeException if it cannot be used as it is
   */
  static Recipe read(String named) throws IOException {
    if (named.endsWith(ENDING)) {
      return RecipeFile.read(Path.of(named));
    }
    Path folder = bundled();
    Path file = folder.resolve(named + ENDING);
    if (named.isBlank() || !folder.equals(file.getParent()) || !Files.isRegularFile(file)) {
      throw new UsageException(
          "There is no recipe \"%s\". Name one of %s, or a file that ends in .json."
              .formatted(named, String.join(", ", names(folder))));
    }
    return RecipeFile.read(file);
  }

  private static List<String> names(Path folder) throws IOException {
    return RecipeFolder.list(folder).recipes().stream().map(Recipe::name).toList();
  }

  /** The folder of the recipes that come with the program. */
  static Path bundled() throws IOException {
    return BundledSamples.folder().resolve(BundledSamples.RECIPES);
  }
}
