package app.valence.recipes;

import java.io.IOException;
import java.nio.file.Path;

/** Says what is wrong with a recipe, in which line, and what to do about it. */
public final class RecipeException extends IOException {
  private RecipeException(String message) {
    super(message);
  }

  static RecipeException at(Path file, int line, String what) {
    return new RecipeException(file + ", line " + line + ": " + what);
  }

  static RecipeException of(Path file, String what) {
    return new RecipeException(file + ": " + what);
  }
}
