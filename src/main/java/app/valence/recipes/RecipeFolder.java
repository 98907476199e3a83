package app.valence.recipes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The recipes in a folder, by name. */
public final class RecipeFolder {
  /**
   * What was found.
   *
   * @param problems a sentence or two for each file that cannot be used
   */
  public record Listing(List<Recipe> recipes, List<String> problems) {
    /** Keeps its own copies. */
    public Listing {
      recipes = List.copyOf(recipes);
      problems = List.copyOf(problems);
    }
  }

  private RecipeFolder() {}

  /** Reads the files of {@code folder} that end in {@code .json}; it need not exist. */
  public static Listing list(Path folder) throws IOException {
    List<Recipe> recipes = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (Path file : files(folder)) {
      try {
        recipes.add(RecipeFile.read(file));
      } catch (RecipeException e) {
        problems.add(String.valueOf(e.getMessage()));
      }
    }
    return new Listing(recipes, problems);
  }

  private static List<Path> files(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".json") && Files.isRegularFile(file))
          .sorted()
          .toList();
    }
  }
}
