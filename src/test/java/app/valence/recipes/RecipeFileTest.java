package app.valence.recipes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What recipes say is read, and what is wrong with them is said with its line. */
class RecipeFileTest {
  private static final String WHOLE =
      """
      {
        "format": 1,
        "title": {"en": "Short", "de": "Kurz"},
        "description": {"en": "A short run.", "de": "Ein kurzer Lauf."},
        "data": {"train": "texts/train.tsv"},
        "options": {
          "epochs": 2,
          "learning-rate": 5e-4,
          "schedule": "linear",
          "no-bucketing": true
        },
        "reference": {
          "label": {"en": "study", "de": "Studie"},
          "source": {"en": "an experiment", "de": "ein Experiment"},
          "values": {"eval_loss": 3.01, "total_flos": 2.75e17}
        }
      }
      """;

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void writeData() throws IOException {
    file = folder.resolve("short.json");
    Files.createDirectories(folder.resolve("texts"));
    Files.writeString(folder.resolve("texts/train.tsv"), "text\tlabel\n");
  }

  private Recipe read(String text) throws IOException {
    Files.writeString(file, text);
    return RecipeFile.read(file);
  }

  private void assertRefused(String found, String instead, String... words) {
    assertThat(WHOLE).contains(found);
    assertThatThrownBy(() -> read(WHOLE.replace(found, instead)))
        .isInstanceOf(RecipeException.class)
        .hasMessageContaining("short.json")
        .hasMessageContainingAll(words);
  }

  @Test
  void allThatARecipeSaysIsRead() throws IOException {
    Recipe recipe = read(WHOLE);
    assertThat(recipe.name()).isEqualTo("short");
    assertThat(recipe.title().in(Locale.GERMANY)).isEqualTo("Kurz");
    assertThat(recipe.title().in(Locale.FRENCH)).isEqualTo("Short");
    assertThat(recipe.data().orElseThrow().train()).isEqualTo(folder.resolve("texts/train.tsv"));
    assertThat(recipe.data().orElseThrow().validation()).isEmpty();
    assertThat(recipe.settings())
        .extracting(Recipe.Setting::option)
        .containsExactly("epochs", "learning-rate", "schedule", "no-bucketing");
    assertThat(recipe.settings()).extracting(Recipe.Setting::line).containsExactly(7, 8, 9, 10);
    assertThat(Double.parseDouble(recipe.value("learning-rate").orElseThrow())).isEqualTo(5e-4);
    assertThat(recipe.value("no-bucketing")).contains("true");
    Reference reference = recipe.reference().orElseThrow();
    assertThat(reference.values()).containsOnlyKeys("eval_loss", "total_flos");
    assertThat(reference.value("total_flos")).hasValue(2.75e17);
    assertThat(reference.value("loss")).isEmpty();
  }

  @Test
  void dataAndReferenceMayBeLeftOpen() throws IOException {
    Recipe recipe =
        read(
            """
            {"title": {"en": "a", "de": "b"}, "description": {"en": "c", "de": "d"}, "options": {}}
            """);
    assertThat(recipe.data()).isEmpty();
    assertThat(recipe.reference()).isEmpty();
  }

  @Test
  void everyFaultIsNamedWithItsLineAndRemedy() {
    assertRefused("\"format\": 1", "\"format\": 2", "line 2", "newer version");
    assertRefused("\"data\"", "\"dataset\"", "line 5", "\"dataset\"", "data, description");
    assertRefused("\"de\": \"Kurz\"", "\"fr\": \"Court\"", "line 3", "\"fr\"", "de, en");
    assertRefused(", \"de\": \"Kurz\"", "", "line 3", "\"de\" is missing");
    assertRefused("\"Kurz\"", "7", "line 3", "\"de\" must be a text");
    assertRefused("texts/train.tsv", "texts/tests.tsv", "line 5", "tests.tsv", "recipe's folder");
    assertRefused("\"linear\"", "[\"linear\"]", "line 9", "\"schedule\" must be a text, a number");
    assertRefused("3.01", "\"3.01\"", "line 15", "\"eval_loss\" must be a number");
    assertRefused("\"epochs\": 2,", "\"epochs\": 2, \"epochs\": 3,", "line 7", "epochs");
    assertRefused("\"epochs\": 2,", "\"epochs\": 2", "line 8", "not JSON");
  }

  @Test
  void whatIsNoRecipeIsRefused() throws IOException {
    assertThatThrownBy(() -> read("[]")).hasMessageContaining("one object");
    assertThatThrownBy(() -> read(WHOLE + "{}")).isInstanceOf(RecipeException.class);
    Files.write(file, "{\"title\": \"\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> RecipeFile.read(file)).hasMessageContaining("UTF-8");
  }

  @Test
  void aFolderIsListedByNameWithItsProblems() throws IOException {
    read(WHOLE);
    Files.writeString(folder.resolve("another.json"), WHOLE);
    Files.writeString(folder.resolve("broken.json"), "{");
    Files.writeString(folder.resolve("notes.txt"), "");
    RecipeFolder.Listing found = RecipeFolder.list(folder);
    assertThat(found.recipes()).extracting(Recipe::name).containsExactly("another", "short");
    assertThat(found.problems()).singleElement().asString().contains("broken.json");
    assertThat(RecipeFolder.list(folder.resolve("missing")).recipes()).isEmpty();
  }
}
