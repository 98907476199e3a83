package app.valence.recipes;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A run as a file describes it.
 *
 * @param file where it was read
 * @param title what people call it
 * @param description what it is and what it is for, in a sentence or two
 * @param data the files to train on; absent for those that a person chooses
 * @param settings options of the command {@code train}, in the order of the file
 * @param reference what to set beside the run
 */
public record Recipe(
    Path file,
    LocalText title,
    LocalText description,
    Optional<Data> data,
    List<Setting> settings,
    Optional<Reference> reference) {
  private static final String ENDING = ".json";

  /**
   * The files to train on.
   *
   * @param validation absent for a share of the training data
   */
  public record Data(Path train, Optional<Path> validation, Optional<Path> test) {}

  /**
   * One option of {@code train}.
   *
   * @param option its long name without dashes
   * @param value as it is typed; {@code true} or {@code false} for an option that takes none
   * @param line where it stands in the file
   */
  public record Setting(String option, String value, int line) {}

  /** Keeps its own copy. */
  public Recipe {
    settings = List.copyOf(settings);
  }

  /** What it is called on the command line: the name of its file without its ending. */
  public String name() {
    String name = String.valueOf(file.getFileName());
    return name.endsWith(ENDING) ? name.substring(0, name.length() - ENDING.length()) : name;
  }

  /** The value of an option, if it is set. */
  public Optional<String> value(String option) {
    return settings.stream()
        .filter(setting -> setting.option().equals(option))
        .map(Setting::value)
        .findFirst();
  }

  /** A path as the file has it: relative ones begin at its folder. */
  public Path resolve(String path) {
    return file.toAbsolutePath().resolveSibling(path).normalize();
  }

  /**
   * Refuses one of its options.
   *
   * @param why what is wrong with the option and what to do, in a sentence or two
   */
  public RecipeException refuse(Setting setting, String why) {
    return RecipeException.at(file, setting.line(), "\"" + setting.option() + "\": " + why);
  }
}
