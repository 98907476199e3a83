package app.valence.cli;

import app.valence.model.BundledModel;
import app.valence.recipes.Recipe;
import app.valence.recipes.RecipeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** Puts the options of a recipe behind those that a person gave, which win. */
final class RecipeArguments {
  private static final String TRAIN = "train";
  private static final String DATA = "--data";
  private static final String OUTPUT = "--output";

  /** What belongs to one call of the command, and not to a recipe. */
  private static final Set<String> NOT_IN_RECIPES =
      Set.of("recipe", "resume", "overwrite", "output", "json", "help", "version");

  /** What a recipe says in its data. */
  private static final Set<String> IN_DATA = Set.of("data", "validation", "test");

  /** Options that each say what the other says too. */
  private static final List<Set<String>> ALTERNATIVES =
      List.of(
          Set.of("--epochs", "--max-steps"),
          Set.of("--warmup-steps", "--warmup-ratio"),
          Set.of("--base", "--init"));

  private final CommandSpec train;
  private final CommandLine trial;

  /**
   * For the command line of the program.
   *
   * @param trial the command once more, to try a recipe's options on
   */
  RecipeArguments(CommandLine program, CommandLine trial) {
    this.train = Objects.requireNonNull(program.getSubcommands().get(TRAIN)).getCommandSpec();
    this.trial = trial;
  }

  /**
   * The arguments with those of the recipe that they name, if they name one.
   *
   * @throws RecipeException if the recipe or an option in it cannot be used
   */
  String[] expand(String[] args) throws IOException {
    Optional<String> named =
        args.length > 0 && args[0].equals(TRAIN) ? named(args) : Optional.empty();
    if (named.isEmpty()) {
      return args;
    } else if (named.get().equals(RecipeOption.LIST)) {
      return new String[] {"recipes"};
    }
    Recipe recipe = RecipeOption.read(named.get());
    Set<String> given = given(args);
    List<String> expanded = new ArrayList<>(Arrays.asList(args));
    addData(recipe, given, expanded);
    for (Recipe.Setting setting : recipe.settings()) {
      Optional<String> argument = argument(recipe, setting);
      if (argument.isPresent() && !isSaid(setting, given)) {
        expanded.add(argument.get());
      }
    }
    return expanded.toArray(String[]::new);
  }

  private static Optional<String> named(String[] args) {
    for (int i = 0; i < args.length; i++) {
      if (args[i].equals(RecipeOption.NAME) && i + 1 < args.length) {
        return Optional.of(args[i + 1]);
      } else if (args[i].startsWith(RecipeOption.NAME + "=")) {
        return Optional.of(args[i].substring(RecipeOption.NAME.length() + 1));
      }
    }
    return Optional.empty();
  }

  private Set<String> given(String[] args) {
    Set<String> given = new HashSet<>();
    for (String arg : args) {
      OptionSpec option = arg.startsWith("-") ? train.findOption(arg.split("=", 2)[0]) : null;
      if (option != null) {
        given.add(option.longestName());
      } else if (arg.startsWith("-o")) {
        given.add(OUTPUT);
      }
    }
    return given;
  }

  /** Other data has other labels: what is given replaces all files of the recipe. */
  private static void addData(Recipe recipe, Set<String> given, List<String> to) {
    if (!given.contains(OUTPUT)) {
      to.add(OUTPUT + "=" + Path.of("runs", recipe.name()));
    }
    if (recipe.data().isEmpty() || given.contains(DATA)) {
      return;
    }
    Recipe.Data data = recipe.data().get();
    to.add(DATA + "=" + data.train());
    if (!given.contains("--validation")) {
      data.validation().ifPresent(file -> to.add("--validation=" + file));
    }
    if (!given.contains("--test")) {
      data.test().ifPresent(file -> to.add("--test=" + file));
    }
  }

  private static boolean isSaid(Recipe.Setting setting, Set<String> given) {
    String name = "--" + setting.option();
    return given.contains(name)
        || ALTERNATIVES.stream()
            .anyMatch(group -> group.contains(name) && group.stream().anyMatch(given::contains));
  }

  /** The setting as an argument; empty for one that is switched off. */
  private Optional<String> argument(Recipe recipe, Recipe.Setting setting) throws RecipeException {
    OptionSpec option = known(recipe, setting);
    String name = option.longestName();
    if (option.arity().max() == 0) {
      if (!Set.of("true", "false").contains(setting.value())) {
        throw recipe.refuse(setting, "it takes true or false.");
      }
      return setting.value().equals("true") ? Optional.of(name) : Optional.empty();
    }
    boolean path = Arrays.asList(option.auxiliaryTypes()).contains(Path.class);
    String value = path ? file(recipe, setting.value()) : setting.value();
    String argument = name + "=" + value;
    tryOut(recipe, setting, argument);
    return Optional.of(argument);
  }

  /** A path as the recipe has it, or the name of a model that comes with the program. */
  private static String file(Recipe recipe, String value) {
    Path file = recipe.resolve(value);
    boolean isName = BundledModel.named(value).isPresent() && !Files.exists(file);
    return isName ? value : file.toString();
  }

  private OptionSpec known(Recipe recipe, Recipe.Setting setting) throws RecipeException {
    String name = setting.option();
    if (NOT_IN_RECIPES.contains(name)) {
      throw recipe.refuse(setting, "this is said on the command line, not in a recipe. Remove it.");
    } else if (IN_DATA.contains(name)) {
      throw recipe.refuse(setting, "files are named under \"data\". Move it there.");
    }
    OptionSpec option = train.findOption("--" + name);
    if (option == null) {
      throw recipe.refuse(
          setting, "train has no option --" + name + ". Correct it; train --help lists them all.");
    }
    return option;
  }

  private void tryOut(Recipe recipe, Recipe.Setting setting, String argument)
      throws RecipeException {
    try {
      trial.parseArgs(DATA + "=x", OUTPUT + "=x", argument);
    } catch (ParameterException e) {
      throw recipe.refuse(setting, UsageErrorText.of(e, new String[] {argument}) + ".");
    }
  }
}
