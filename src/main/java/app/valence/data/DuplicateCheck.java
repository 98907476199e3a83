package app.valence.data;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds texts that occur more than once in a data set or in several splits of one: a text that is
 * in the training and the test split makes the test too easy, and one with two labels teaches
 * nothing. Texts are compared in Unicode NFKC, without regard to white space and capitals.
 */
public final class DuplicateCheck {
  private DuplicateCheck() {}

  /**
   * Where a text stands.
   *
   * @param split the position of its split among those that were checked
   * @param line its line in the file of that split
   * @param label the name of its label, if it has one
   * @param text the text as it stands there
   */
  public record Place(int split, long line, Optional<String> label, String text) {}

  /** The same text twice. */
  public record Pair(Place first, Place second) {
    /** Whether the texts have the same characters, so that they differ not even in a space. */
    public boolean isIdentical() {
      return first.text().equals(second.text());
    }

    /** Whether the text stands in two splits. */
    public boolean isAcrossSplits() {
      return first.split() != second.split();
    }

    /** Whether the two places have different labels. */
    public boolean isConflict() {
      return first.label().isPresent()
          && second.label().isPresent()
          && !first.label().equals(second.label());
    }
  }

  /**
   * All pairs that were found. A text that occurs several times in one split gives a pair of its
   * first place there with each of the others; one that occurs in several splits gives one pair for
   * each two of them, of its first places. So the pairs across two splits count the texts they
   * share.
   */
  public record Report(List<Pair> pairs) {
    /** Keeps its own copy. */
    public Report {
      pairs = List.copyOf(pairs);
    }

    /** The pairs inside one split. */
    public List<Pair> within(int split) {
      return pairs.stream()
          .filter(p -> p.first().split() == split && p.second().split() == split)
          .toList();
    }

    /** The pairs of a text in the split {@code earlier} and one in the split {@code later}. */
    public List<Pair> across(int earlier, int later) {
      return pairs.stream()
          .filter(p -> p.first().split() == earlier && p.second().split() == later)
          .toList();
    }

    /** The pairs with different labels for the same text. */
    public List<Pair> conflicts() {
      return pairs.stream().filter(Pair::isConflict).toList();
    }
  }

  /** Checks one data set, or several splits against each other, in the order given. */
  public static Report of(List<Dataset> splits) {
    Map<String, Occurrences> byKey = new LinkedHashMap<>();
    var pairs = new ArrayList<Pair>();
    for (int split = 0; split < splits.size(); split++) {
      Dataset dataset = splits.get(split);
      for (Example example : dataset.examples()) {
        var place = new Place(split, example.line(), labelName(dataset, example), example.text());
        byKey.computeIfAbsent(TextKey.of(example.text()), k -> new Occurrences()).add(place, pairs);
      }
    }
    return new Report(pairs);
  }

  private static Optional<String> labelName(Dataset dataset, Example example) {
    return example.isLabelled()
        ? Optional.of(dataset.labels().name(example.label()))
        : Optional.empty();
  }

  /** The first place of one text in each split that has it. */
  private static final class Occurrences {
    private final List<Place> firsts = new ArrayList<>(1);

    void add(Place place, List<Pair> pairs) {
      Place last = firsts.isEmpty() ? null : firsts.get(firsts.size() - 1);
      if (last != null && last.split() == place.split()) {
        pairs.add(new Pair(last, place));
        return;
      }
      for (Place first : firsts) {
        pairs.add(new Pair(first, place));
      }
      firsts.add(place);
    }
  }
}
