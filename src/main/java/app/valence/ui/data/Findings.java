package app.valence.ui.data;

import app.valence.data.DuplicateCheck.Pair;
import app.valence.data.DuplicateCheck.Place;
import app.valence.data.LabelSet;
import app.valence.data.reading.RejectedRow;
import app.valence.ui.text.Messages;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Lists what deserves a look: left-out rows, texts that occur twice, leaks, contradictions. */
final class Findings {
  /** More than this nobody goes through in a list. */
  private static final int SHOWN = 500;

  private final LoadedData data;
  private final Messages messages;
  private final List<Finding> groups = new ArrayList<>();

  private Findings(LoadedData data, Messages messages) {
    this.data = data;
    this.messages = messages;
  }

  static List<Finding> of(LoadedData data, Messages messages) {
    var findings = new Findings(data, messages);
    findings.addLeftOutFiles();
    findings.addRejectedRows();
    findings.addPairs(data.duplicates().conflicts(), "finding.conflicts");
    findings.addLeaks();
    findings.addRepeats();
    findings.addMissingClasses();
    return List.copyOf(findings.groups);
  }

  private void addLeftOutFiles() {
    data.leftOut()
        .ifPresent(
            out ->
                groups.add(
                    Finding.group(
                        messages.get("finding.leftOut", String.join(", ", out.files())),
                        List.of(Finding.of(out.reason(), -1)))));
  }

  private void addRejectedRows() {
    data.data()
        .content()
        .rejected()
        .forEach(
            (file, rows) ->
                groups.add(
                    Finding.group(
                        messages.get("finding.rejected", rows.size(), file),
                        limited(rows, this::rejected))));
  }

  private Finding rejected(RejectedRow row) {
    return Finding.of(messages.get("finding.line", row.line(), row.reason()), -1);
  }

  private void addLeaks() {
    int splits = data.rows().kinds().size();
    for (int later = 1; later < splits; later++) {
      for (int earlier = 0; earlier < later; earlier++) {
        addPairs(
            data.duplicates().across(earlier, later), "finding.leak", split(later), split(earlier));
      }
    }
  }

  private void addRepeats() {
    IntStream.range(0, data.rows().kinds().size())
        .forEach(i -> addPairs(data.duplicates().within(i), "finding.repeats", split(i)));
  }

  private void addPairs(List<Pair> pairs, String key, String... splits) {
    if (!pairs.isEmpty()) {
      var arguments = new ArrayList<Object>(List.of(pairs.size()));
      arguments.addAll(List.of(splits));
      groups.add(Finding.group(messages.get(key, arguments.toArray()), limited(pairs, this::pair)));
    }
  }

  private Finding pair(Pair pair) {
    Finding first = place(pair.first());
    String line = pair.first().text().strip().replaceAll("\\s+", " ");
    return new Finding(
        messages.get("quoted", line), first.row(), List.of(first, place(pair.second())));
  }

  private Finding place(Place place) {
    String label =
        place.label().map(LabelSet::printable).orElseGet(() -> messages.get("label.none"));
    return Finding.of(
        messages.get("finding.place", split(place.split()), place.line(), label),
        data.rows().rowOf(place.split(), place.line()));
  }

  private void addMissingClasses() {
    for (int i = 0; i < data.summaries().size(); i++) {
      List<Integer> counts = data.summaries().get(i).counts();
      List<Finding> missing =
          IntStream.range(0, counts.size())
              .filter(label -> counts.get(label) == 0)
              .mapToObj(label -> LabelSet.printable(data.rows().labels().name(label)))
              .map(name -> Finding.of(name, -1))
              .toList();
      if (!missing.isEmpty()) {
        groups.add(
            Finding.group(
                messages.get("finding.missing", missing.size(), split(i)),
                limited(missing, Function.identity())));
      }
    }
  }

  private <T> List<Finding> limited(List<T> all, Function<T, Finding> finding) {
    List<Finding> shown = new ArrayList<>(all.stream().limit(SHOWN).map(finding).toList());
    if (all.size() > SHOWN) {
      shown.add(Finding.of(messages.get("finding.more", all.size() - SHOWN), -1));
    }
    return shown;
  }

  private String split(int position) {
    return messages.get("split." + data.rows().kinds().get(position).key());
  }
}
