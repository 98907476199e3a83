package app.valence.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.valence.model.BundledModel;
import app.valence.prompting.PromptTemplate;
import app.valence.recipes.Recipe;
import app.valence.recipes.RecipeException;
import app.valence.recipes.RecipeFile;
import app.valence.training.instruction.InstructionSettings;
import app.valence.training.instruction.LossOn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A recipe may ask for tuning by instruction. */
class RecipeInstructionTest {
  private static final List<BundledModel> ALL = List.of(BundledModel.values());
  private static final List<BundledModel> ENCODER = List.of(BundledModel.ENCODER);

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

  @Test
  void theStudyTunesTheProgramsDecoderOnPromptsAndAnswers() throws IOException {
    Recipe study = RecipeFile.read(Path.of("samples/recipes/study.json"));
    RecipePlan plan = RecipePlan.of(study, ALL);
    assertThat(plan.model()).isEqualTo(new ModelChoice.Bundled(BundledModel.DECODER));
    Instruction instruction = plan.instruction().orElseThrow();
    assertThat(instruction.template().source()).isEqualTo("Review: {text}\nSentiment: {label}");
    assertThat(instruction.lossOn()).isEqualTo(LossOn.ALL);
    assertThat(plan.settings().evaluation().everySteps()).isEqualTo(50);
    assertThat(plan.settings().duration().epochs()).isEqualTo(10);
  }

  @Test
  void aProgramWithoutADecoderSaysHowToNameOne() throws IOException {
    Recipe study = RecipeFile.read(Path.of("samples/recipes/study.json"));
    assertThatThrownBy(() -> RecipePlan.of(study, ENCODER))
        .isInstanceOf(RecipeException.class)
        .hasMessageContainingAll("study.json, line", "train --recipe study --base DIR");
    assertThatThrownBy(() -> RecipePlan.of(recipe("\"base\": \"valence-mini-lm-en\""), ENCODER))
        .hasMessageContainingAll("\"base\"", "without that model");
  }

  @Test
  void allThatAnInstructionSaysIsTakenOver() throws IOException {
    RecipePlan plan =
        RecipePlan.of(
            recipe(
                "\"task\": \"instruction\", \"base\": \"x\", \"packing\": true,"
                    + " \"template\": \"{text}\\\\n{label}\", \"label-words\": \"0=bad,1=good\""),
            ENCODER);
    assertThat(plan.model()).isEqualTo(new ModelChoice.Pretrained(folder.resolve("x"), false));
    assertThat(plan.settings()).isEqualTo(InstructionSettings.USUAL);
    assertThat(plan.instruction())
        .contains(
            new Instruction(
                PromptTemplate.parse("{text}\n{label}"),
                false,
                Map.of("0", "bad", "1", "good"),
                LossOn.ANSWER,
                true));
  }

  @Test
  void aBaseMayBeAModelOfTheProgramByItsName() throws IOException {
    Recipe named = recipe("\"base\": \"valence-mini-lm-en\"");
    assertThat(RecipePlan.of(named, ALL).model())
        .isEqualTo(new ModelChoice.Bundled(BundledModel.DECODER));
    Files.createDirectories(folder.resolve("valence-mini-lm-en"));
    assertThat(RecipePlan.of(named, ALL).model())
        .as("a folder of that name beside the recipe wins")
        .isInstanceOf(ModelChoice.Pretrained.class);
  }

  @Test
  void whatMakesNoSenseIsRefusedWithLineAndRemedy() {
    assertRefused("\"task\": \"translation\"", "\"task\"", "classification or instruction");
    assertRefused("\"loss-on\": \"all\"", "\"loss-on\"", "\"task\": \"instruction\"");
    String task = "\"task\": \"instruction\", ";
    assertRefused(task + "\"template\": \"{text}\"", "\"template\"", "{label}");
    assertRefused(task + "\"loss-on\": \"some\"", "\"loss-on\"", "answer or all");
    assertRefused(task + "\"label-words\": \"good\"", "\"label-words\"", "0=negative");
    assertRefused(task + "\"init\": \"tiny\"", "\"init\"", "decoder");
    assertRefused(task + "\"class-weights\": \"balanced\"", "\"class-weights\"", "decoder");
  }

  private void assertRefused(String options, String... words) {
    assertThatThrownBy(() -> RecipePlan.of(recipe(options), ALL))
        .isInstanceOf(RecipeException.class)
        .hasMessageContaining("made.json, line 4")
        .hasMessageContainingAll(words);
  }
}
