package app.valence.data;

import java.util.List;
import java.util.Locale;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.numbers.NumberColumnFormatter;

/**
 * Shows how the classes and the lengths of texts are spread over the splits of a data set.
 *
 * @param splits one summary for each split, in order
 */
public record DatasetSummary(List<SplitSummary> splits) {
  /** The label under which unlabelled examples are counted. */
  public static final String NO_LABEL = "(no label)";

  /** Keeps its own copy. */
  public DatasetSummary {
    splits = List.copyOf(splits);
  }

  /** Counts the splits, which may have different labels. */
  public static DatasetSummary of(List<Dataset> splits) {
    return new DatasetSummary(splits.stream().map(SplitSummary::of).toList());
  }

  /**
   * One row for each label of each split: {@code split, label, count, share}, shares from 0 to 1.
   */
  public Table classBalance() {
    var split = StringColumn.create("split");
    var label = StringColumn.create("label");
    var count = IntColumn.create("count");
    var share = DoubleColumn.create("share");
    for (SplitSummary summary : splits) {
      Dataset dataset = summary.dataset();
      for (int i = 0; i < dataset.labels().size(); i++) {
        split.append(dataset.name());
        label.append(LabelSet.printable(dataset.labels().name(i)));
        count.append(summary.counts().get(i));
        share.append(summary.share(i));
      }
      if (summary.unlabelled() > 0) {
        split.append(dataset.name());
        label.append(NO_LABEL);
        count.append(summary.unlabelled());
        share.appendMissing();
      }
    }
    share.setPrintFormatter(NumberColumnFormatter.percent(1));
    return Table.create("Class balance", split, label, count, share);
  }

  /**
   * One row for each split and unit: {@code split, unit, shortest, 25%, median, 75%, 95%, longest}.
   */
  public Table lengths() {
    Table table =
        Table.create("Text lengths", StringColumn.create("split"), StringColumn.create("unit"));
    for (String name : List.of("shortest", "25%", "median", "75%", "95%", "longest")) {
      table.addColumns(IntColumn.create(name));
    }
    for (SplitSummary summary : splits) {
      append(table, summary.dataset().name(), "characters", summary.characters());
      append(table, summary.dataset().name(), "words", summary.words());
    }
    return table;
  }

  /** Both tables and the imbalance of every split as plain text. */
  public String toText() {
    var text = new StringBuilder(classBalance().printAll()).append("\n\n");
    text.append(lengths().printAll()).append("\n\n");
    for (SplitSummary summary : splits) {
      text.append(
          String.format(
              Locale.ROOT,
              "%s: %,d examples, largest class ÷ smallest class = %.2f%n",
              summary.dataset().name(),
              summary.dataset().size(),
              summary.imbalanceRatio()));
    }
    return text.toString();
  }

  private static void append(Table table, String split, String unit, LengthQuantiles lengths) {
    table.stringColumn(0).append(split);
    table.stringColumn(1).append(unit);
    int[] values = {
      lengths.shortest(),
      lengths.quarter(),
      lengths.median(),
      lengths.threeQuarters(),
      lengths.p95(),
      lengths.longest()
    };
    for (int i = 0; i < values.length; i++) {
      table.intColumn(2 + i).append(values[i]);
    }
  }
}
