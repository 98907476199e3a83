package app.valence.data.reading;

import app.valence.data.DataFormatException;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Finds the columns of the texts and the labels among the names a file has.
 *
 * @param file what messages call the file
 * @param kind what the names are called: a column or a field
 * @param options what the user says about the columns
 */
record ColumnNames(String file, String kind, ImportOptions options) {
  private static final int SHOWN_NAMES = 30;
  private static final int SHOWN_CHARS = 40;

  /** Whether the texts are found among {@code names}. */
  boolean hasText(List<String> names) {
    return find(names, options.textColumn().map(List::of).orElse(ColumnRole.TEXT.names())).length
        == 1;
  }

  /**
   * The position of the texts.
   *
   * @throws DataFormatException if no name, or more than one, fits
   */
  int text(List<String> names) throws DataFormatException {
    List<String> wanted = options.textColumn().map(List::of).orElse(ColumnRole.TEXT.names());
    return single(names, wanted).orElseThrow(() -> missing(names, wanted, ColumnRole.TEXT));
  }

  /**
   * The position of the labels; empty only where labels are optional and none was named.
   *
   * @throws DataFormatException if no name fits and one must, or more than one fits
   */
  OptionalInt label(List<String> names) throws DataFormatException {
    List<String> wanted = options.labelColumn().map(List::of).orElse(ColumnRole.LABEL.names());
    OptionalInt found = single(names, wanted);
    boolean needed = options.labelUse() == LabelUse.REQUIRED || options.labelColumn().isPresent();
    if (found.isEmpty() && needed) {
      throw missing(names, wanted, ColumnRole.LABEL);
    }
    return found;
  }

  /** The first of the wanted names that the file has. */
  private OptionalInt single(List<String> names, List<String> wanted) throws DataFormatException {
    int[] found = find(names, wanted);
    if (found.length > 1) {
      throw new DataFormatException(
          "%s has %d %ss named \"%s\". Rename all but one."
              .formatted(file, found.length, kind, names.get(found[0]).strip()));
    }
    return found.length == 0 ? OptionalInt.empty() : OptionalInt.of(found[0]);
  }

  private static int[] find(List<String> names, List<String> wanted) {
    for (String name : wanted) {
      int[] exact = positions(names, n -> n.equals(name));
      int[] found = exact.length > 0 ? exact : positions(names, n -> same(n, name));
      if (found.length > 0) {
        return found;
      }
    }
    return new int[0];
  }

  private static int[] positions(List<String> names, Predicate<String> matches) {
    return IntStream.range(0, names.size()).filter(i -> matches.test(names.get(i))).toArray();
  }

  private static boolean same(String a, String b) {
    return a.strip().equalsIgnoreCase(b.strip());
  }

  private DataFormatException missing(List<String> names, List<String> wanted, ColumnRole role) {
    String suggestion =
        role.suggestion(names).map(n -> " It may be \"" + shortened(n) + "\".").orElse("");
    return new DataFormatException(
        "%s has no %s %s; it has: %s. Name the %s of the %ss.%s"
            .formatted(file, kind, quoted(wanted), list(names), kind, role.title(), suggestion),
        role.option());
  }

  private static String quoted(List<String> names) {
    return names.stream().map(n -> '"' + n + '"').collect(Collectors.joining(" or "));
  }

  private static String list(List<String> names) {
    String shown =
        names.stream()
            .limit(SHOWN_NAMES)
            .map(ColumnNames::shortened)
            .collect(Collectors.joining(", "));
    return names.size() > SHOWN_NAMES ? shown + ", …" : shown;
  }

  private static String shortened(String name) {
    String n = name.strip();
    if (n.isEmpty()) {
      return "(no name)";
    }
    return n.length() > SHOWN_CHARS ? n.substring(0, SHOWN_CHARS) + "…" : n;
  }
}
