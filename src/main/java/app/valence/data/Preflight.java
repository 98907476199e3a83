package app.valence.data;

import app.valence.data.DuplicateCheck.Pair;
import app.valence.data.DuplicateCheck.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What is worth knowing about the data before hours are spent on it. */
public final class Preflight {
  private static final int SHOWN = 5;

  private final List<Dataset> splits;
  private final DuplicateCheck.Report duplicates;

  /** Looks at the splits of a run, in order. */
  public Preflight(List<Dataset> splits) {
    this.splits = splits;
    this.duplicates = DuplicateCheck.of(splits);
  }

  /** The classes and text lengths of each split. */
  public String summary() {
    return DatasetSummary.of(splits).toText().stripTrailing();
  }

  /** One sentence or two for each thing that may spoil the run. */
  public List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    for (int split = 0; split < splits.size(); split++) {
      within(split).ifPresent(warnings::add);
    }
    for (int later = 1; later < splits.size(); later++) {
      for (int earlier = 0; earlier < later; earlier++) {
        across(earlier, later).ifPresent(warnings::add);
      }
    }
    conflicts().ifPresent(warnings::add);
    missingClasses().forEach(warnings::add);
    return warnings;
  }

  private Optional<String> within(int split) {
    List<Pair> pairs = duplicates.within(split);
    return pairs.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "%s repeats a text %s (%s)."
                .formatted(splits.get(split).name(), times(pairs.size()), first(pairs)));
  }

  private Optional<String> across(int earlier, int later) {
    List<Pair> pairs = duplicates.across(earlier, later);
    return pairs.isEmpty()
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "%,d of the texts of %s stand in %s too (%s). Scores on them say too much: remove"
                    + " them from one of the two.",
                pairs.size(),
                splits.get(later).name(),
                splits.get(earlier).name(),
                first(pairs)));
  }

  private Optional<String> conflicts() {
    List<Pair> pairs = duplicates.conflicts();
    return pairs.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "The same text has two labels %s (%s). Correct one of them."
                .formatted(times(pairs.size()), first(pairs)));
  }

  private List<String> missingClasses() {
    List<String> warnings = new ArrayList<>();
    for (Dataset split : splits) {
      int[] counts = split.labelCounts();
      for (int label = 0; label < counts.length; label++) {
        if (counts[label] == 0) {
          warnings.add(
              "%s has no example of the class \"%s\"."
                  .formatted(split.name(), LabelSet.printable(split.labels().name(label))));
        }
      }
    }
    return warnings;
  }

  private String first(List<Pair> pairs) {
    String shown =
        pairs.stream()
            .limit(SHOWN)
            .map(pair -> place(pair.first(), pair) + " and " + place(pair.second(), pair))
            .collect(Collectors.joining("; "));
    return pairs.size() > SHOWN ? shown + "; …" : shown;
  }

  private String place(Place place, Pair pair) {
    String line = "line " + place.line();
    String where = pair.isAcrossSplits() ? splits.get(place.split()).name() + " " + line : line;
    return pair.isConflict()
        ? where + " \"" + LabelSet.printable(place.label().orElse("")) + "\""
        : where;
  }

  private static String times(int count) {
    return count == 1 ? "once" : String.format(Locale.ROOT, "%,d times", count);
  }
}
