package app.valence.ui.data;

import app.valence.data.DataFormatException;
import app.valence.training.setup.TrainingData.Sources;
import app.valence.ui.text.Messages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds out by their names which files are for training, for validation and for the test: {@code
 * reviews_train.csv} goes with {@code reviews_dev.csv} and {@code reviews_test.csv}.
 */
final class SplitFiles {
  /** The endings of files that can hold labelled texts. */
  static final List<String> ENDINGS = List.of("csv", "tsv", "tab", "jsonl", "ndjson", "json");

  /** The words that name a split, the most usual ones first. */
  private static final Map<SplitKind, List<String>> WORDS =
      Map.of(
          SplitKind.TRAIN, List.of("train", "training"),
          SplitKind.VALIDATION, List.of("validation", "valid", "val", "dev", "development"),
          SplitKind.TEST, List.of("test"));

  private final Messages messages;

  /**
   * Which files to read.
   *
   * @param guessed whether validation and test were found by their names, so that one of them may
   *     be left out if it does not fit
   */
  record Choice(Sources sources, boolean guessed) {}

  /** Says in the language of {@code messages} why a choice is unclear. */
  SplitFiles(Messages messages) {
    this.messages = messages;
  }

  /**
   * The choice that one file, several files or one folder stand for.
   *
   * @throws DataFormatException if the names do not tell which file is for training
   */
  Choice of(List<Path> paths) throws IOException {
    if (paths.size() != 1) {
      return several(paths);
    }
    Path path = paths.get(0);
    return Files.isDirectory(path) ? folder(path) : withSiblings(path);
  }

  private Choice folder(Path folder) throws IOException {
    List<Path> files = dataFiles(folder);
    Optional<Path> train =
        files.stream()
            .filter(file -> kind(file).filter(SplitKind.TRAIN::equals).isPresent())
            .min(Comparator.comparingInt(file -> fileName(file).length()));
    if (train.isPresent()) {
      return withSiblings(train.get());
    } else if (files.size() == 1) {
      return withSiblings(files.get(0));
    }
    String key = files.isEmpty() ? "unclear.emptyFolder" : "unclear.folder";
    throw new DataFormatException(
        messages.get(key, fileName(folder), String.join(", ", ENDINGS), files.size()));
  }

  private Choice several(List<Path> paths) throws DataFormatException {
    var byKind = new EnumMap<SplitKind, Path>(SplitKind.class);
    for (Path path : paths) {
      // A file whose name says nothing is the training data, if no other is.
      if (byKind.putIfAbsent(kind(path).orElse(SplitKind.TRAIN), path) != null) {
        throw new DataFormatException(messages.get("unclear.files", names(paths)));
      }
    }
    Path train = byKind.get(SplitKind.TRAIN);
    if (train == null) {
      throw new DataFormatException(messages.get("unclear.files", names(paths)));
    }
    return new Choice(
        sources(train, byKind.get(SplitKind.VALIDATION), byKind.get(SplitKind.TEST)), false);
  }

  private static Choice withSiblings(Path train) throws IOException {
    if (kind(train).filter(SplitKind.TRAIN::equals).isEmpty() || !Files.exists(train)) {
      return new Choice(sources(train, null, null), false);
    }
    List<Path> files = dataFiles(train.toAbsolutePath().getParent());
    return new Choice(
        sources(
            train,
            sibling(train, SplitKind.VALIDATION, files),
            sibling(train, SplitKind.TEST, files)),
        true);
  }

  private static @Nullable Path sibling(Path train, SplitKind kind, List<Path> files) {
    List<String> pattern = pattern(train);
    Comparator<Path> best =
        Comparator.comparing((Path file) -> !ending(file).equals(ending(train)))
            .thenComparingInt(file -> rank(file, kind))
            .thenComparing(SplitFiles::fileName);
    return files.stream()
        .filter(file -> kind(file).filter(kind::equals).isPresent())
        .filter(file -> pattern(file).equals(pattern))
        .min(best)
        .orElse(null);
  }

  /** What {@code data} is called: its folder where its name is only that of a split. */
  static String nameOf(Path train) {
    Path folder = train.toAbsolutePath().getParent();
    boolean onlySplit = pattern(train).equals(List.of("*"));
    return onlySplit && folder != null && folder.getFileName() != null
        ? fileName(folder)
        : stem(train);
  }

  /** The split that a file's name tells, if it tells one. */
  static Optional<SplitKind> kind(Path file) {
    return words(file).stream().flatMap(word -> kindOf(word).stream()).findFirst();
  }

  private static Optional<SplitKind> kindOf(String word) {
    return Arrays.stream(SplitKind.values())
        .filter(kind -> WORDS.getOrDefault(kind, List.of()).contains(word))
        .findFirst();
  }

  private static int rank(Path file, SplitKind kind) {
    List<String> known = WORDS.getOrDefault(kind, List.of());
    return words(file).stream().mapToInt(known::indexOf).filter(i -> i >= 0).min().orElse(99);
  }

  /** The words of a name with {@code *} for the first one that names a split. */
  private static List<String> pattern(Path file) {
    List<String> words = new ArrayList<>(words(file));
    for (int i = 0; i < words.size(); i++) {
      if (kindOf(words.get(i)).isPresent()) {
        words.set(i, "*");
        break;
      }
    }
    return words;
  }

  private static List<String> words(Path file) {
    return Arrays.stream(stem(file).toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+", -1))
        .filter(word -> !word.isEmpty())
        .toList();
  }

  private static List<Path> dataFiles(@Nullable Path folder) throws IOException {
    if (folder == null) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> ENDINGS.contains(ending(file)) && Files.isRegularFile(file))
          .sorted()
          .toList();
    }
  }

  private static Sources sources(Path train, @Nullable Path validation, @Nullable Path test) {
    return new Sources(train, Optional.ofNullable(validation), false, Optional.ofNullable(test));
  }

  private static String names(List<Path> paths) {
    return String.join(", ", paths.stream().map(SplitFiles::fileName).toList());
  }

  static String fileName(Path path) {
    return String.valueOf(path.getFileName());
  }

  private static String stem(Path file) {
    String name = fileName(file);
    int dot = name.lastIndexOf('.');
    return dot <= 0 ? name : name.substring(0, dot);
  }

  private static String ending(Path file) {
    String name = fileName(file);
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }
}
