package app.valence.ui.data;

import app.valence.data.Dataset;
import app.valence.data.Example;
import app.valence.data.LabelSet;
import app.valence.data.SplitSummary;
import app.valence.jobs.JobContext;
import app.valence.jobs.Progress;
import app.valence.training.setup.TrainingData;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * All examples of the open data as numbered rows, split after split: what the table shows is a list
 * of such numbers. Immutable, so that a search may read it beside the window.
 */
final class ExampleRows {
  private static final int REPORTED = 8_192;

  private final List<Dataset> splits;
  private final List<SplitKind> kinds;
  private final int[] starts;
  private final int[] words;

  private ExampleRows(List<Dataset> splits, List<SplitKind> kinds, int[] words) {
    this.splits = splits;
    this.kinds = kinds;
    this.words = words;
    this.starts = new int[splits.size() + 1];
    for (int i = 0; i < splits.size(); i++) {
      starts[i + 1] = starts[i] + splits.get(i).size();
    }
  }

  /** Numbers the examples and counts their words. */
  static ExampleRows of(TrainingData data, String stage, JobContext context) {
    List<SplitKind> kinds = Stream.of(SplitKind.values()).filter(kind -> has(data, kind)).toList();
    List<Dataset> splits = data.splits();
    int total = splits.stream().mapToInt(Dataset::size).sum();
    int[] words = new int[total];
    long begun = System.nanoTime();
    int row = 0;
    for (Dataset split : splits) {
      for (Example example : split.examples()) {
        words[row++] = SplitSummary.wordCount(example.text());
        if (row % REPORTED == 0) {
          context.cancellation().throwIfRequested();
          Duration elapsed = Duration.ofNanos(System.nanoTime() - begun);
          context.progress().accept(new Progress(stage, row, total, "rows", elapsed));
        }
      }
    }
    return new ExampleRows(splits, kinds, words);
  }

  private static boolean has(TrainingData data, SplitKind kind) {
    return switch (kind) {
      case TRAIN -> true;
      case VALIDATION -> data.validation().isPresent();
      case TEST -> data.test().isPresent();
    };
  }

  int size() {
    return words.length;
  }

  /** The splits that there are. */
  List<SplitKind> kinds() {
    return kinds;
  }

  LabelSet labels() {
    return splits.get(0).labels();
  }

  Example example(int row) {
    int split = position(row);
    return splits.get(split).examples().get(row - starts[split]);
  }

  SplitKind kind(int row) {
    return kinds.get(position(row));
  }

  int words(int row) {
    return words[row];
  }

  /** The first row of a split; its rows are without a gap. */
  int start(SplitKind kind) {
    return starts[kinds.indexOf(kind)];
  }

  /** The row after the last one of a split. */
  int end(SplitKind kind) {
    return starts[kinds.indexOf(kind) + 1];
  }

  /**
   * The row of the example that begins on {@code line} of a split's file, or -1.
   *
   * @param split the position of the split among those that there are
   */
  int rowOf(int split, long line) {
    List<Example> examples = splits.get(split).examples();
    int low = 0;
    int high = examples.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      long there = examples.get(middle).line();
      if (there == line) {
        return starts[split] + middle;
      } else if (there < line) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -1;
  }

  private int position(int row) {
    int split = 0;
    while (row >= starts[split + 1]) {
      split++;
    }
    return split;
  }
}
