package app.valence.runs;

import app.valence.prompting.PromptTemplate;
import app.valence.recipes.Recipe;
import app.valence.recipes.RecipeException;
import app.valence.training.instruction.LossOn;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What a recipe says of tuning by instruction. */
final class RecipeInstruction {
  /** The option that says whether anything is tuned by instruction. */
  static final String TASK = "task";

  /** The others, which need it. */
  static final List<String> OPTIONS =
      List.of("template", "chat-template", "label-words", "loss-on", "packing");

  private RecipeInstruction() {}

  /** The instruction of {@code recipe}; empty if it trains a classifier. */
  static Optional<Instruction> of(Recipe recipe) throws RecipeException {
    boolean asked = isAsked(recipe);
    Instruction found = Instruction.USUAL;
    for (Recipe.Setting setting : recipe.settings()) {
      if (OPTIONS.contains(setting.option())) {
        if (!asked) {
          throw recipe.refuse(
              setting, "it is for decoders that answer. Say \"task\": \"instruction\" too.");
        }
        found = with(found, recipe, setting);
      }
    }
    return asked ? Optional.of(found) : Optional.empty();
  }

  private static boolean isAsked(Recipe recipe) throws RecipeException {
    for (Recipe.Setting setting : recipe.settings()) {
      if (setting.option().equals(TASK)) {
        return switch (setting.value().toLowerCase(Locale.ROOT)) {
          case "instruction" -> true;
          case "classification" -> false;
          default -> throw recipe.refuse(setting, "it takes classification or instruction.");
        };
      }
    }
    return false;
  }

  private static Instruction with(Instruction so, Recipe recipe, Recipe.Setting setting)
      throws RecipeException {
    String value = setting.value();
    try {
      return switch (setting.option()) {
        // As on the command line, where a line end is hard to type.
        case "template" -> so.withTemplate(PromptTemplate.parse(value.replace("\\n", "\n")));
        case "loss-on" -> so.withLossOn(LossOn.valueOf(value.toUpperCase(Locale.ROOT)));
        case "label-words" ->
            new Instruction(so.template(), so.chat(), words(value), so.lossOn(), so.packing());
        case "chat-template" ->
            new Instruction(so.template(), is(value), so.labelWords(), so.lossOn(), so.packing());
        default ->
            new Instruction(so.template(), so.chat(), so.labelWords(), so.lossOn(), is(value));
      };
    } catch (IllegalArgumentException e) {
      boolean isChoice = setting.option().equals("loss-on");
      throw recipe.refuse(
          setting, isChoice ? "it takes answer or all." : String.valueOf(e.getMessage()));
    }
  }

  private static boolean is(String value) {
    if (!value.equals("true") && !value.equals("false")) {
      throw new IllegalArgumentException("it takes true or false.");
    }
    return value.equals("true");
  }

  private static Map<String, String> words(String value) {
    Map<String, String> words = new LinkedHashMap<>();
    for (String pair : value.split(",", -1)) {
      int at = pair.indexOf('=');
      if (at < 1) {
        throw new IllegalArgumentException("it takes words such as 0=negative,1=positive.");
      }
      words.put(pair.substring(0, at), pair.substring(at + 1));
    }
    return words;
  }
}
