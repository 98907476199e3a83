package app.valence.ui.data;

import app.valence.jobs.Outcome;
import app.valence.ui.jobs.FxJobRunner;
import app.valence.ui.jobs.FxJobRunner.Appearance;
import app.valence.ui.jobs.LatestJob;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/**
 * Which examples are shown in which order, and which one is selected. Searching a million texts
 * takes a moment, so a job does it and the newest question wins.
 */
public final class ExampleTable {
  private final LatestJob<RowView> search;
  private final ReadOnlyObjectWrapper<RowQuery> query = new ReadOnlyObjectWrapper<>(RowQuery.ALL);
  private final ReadOnlyObjectWrapper<RowView> shown = new ReadOnlyObjectWrapper<>(RowView.EMPTY);
  private final ReadOnlyIntegerWrapper selected = new ReadOnlyIntegerWrapper(-1);
  private @Nullable ExampleRows rows;

  /** Searches with {@code jobs}, which are called {@code title}. */
  ExampleTable(FxJobRunner jobs, String title) {
    search = new LatestJob<>(jobs, Appearance.quiet(title));
  }

  /** Shows other examples, all of them. */
  void show(ExampleRows others) {
    rows = others;
    selected.set(-1);
    shown.set(RowView.EMPTY);
    ask(RowQuery.ALL);
  }

  /** Shows only texts in which all words of {@code text} occur. */
  public void search(String text) {
    askIfOther(query.get().withSearch(text));
  }

  /** Shows only one split, or all. */
  public void only(Optional<SplitKind> split) {
    askIfOther(query.get().withSplit(split));
  }

  /** Shows or hides a label; as long as none is chosen, all are shown. */
  public void choose(int label, boolean chosen) {
    Set<Integer> labels = new HashSet<>(query.get().labels());
    if (chosen) {
      labels.add(label);
    } else {
      labels.remove(label);
    }
    askIfOther(query.get().withLabels(labels));
  }

  /** Sorts by a column, or by nothing. */
  public void sort(Optional<RowQuery.Sort> sort) {
    askIfOther(query.get().withSort(sort));
  }

  /** Takes search and label filter away. */
  public void showAll() {
    askIfOther(query.get().withSearch("").withLabels(Set.of()));
  }

  /** Selects a row; -1 for none. */
  public void select(int row) {
    selected.set(row);
  }

  /** Selects a row and takes away what hides it. */
  public void reveal(int row) {
    ExampleRows present = rows;
    if (present == null || row < 0) {
      return;
    }
    RowQuery now = query.get();
    boolean otherSplit = now.split().filter(kind -> kind != present.kind(row)).isPresent();
    RowQuery open = otherSplit ? now.withSplit(Optional.empty()) : now;
    boolean hidden = otherSplit || shown.get().position(row) < 0;
    selected.set(row);
    ask(hidden ? open.withSearch("").withLabels(Set.of()) : open);
  }

  private void askIfOther(RowQuery next) {
    if (!next.equals(query.get())) {
      ask(next);
    }
  }

  private void ask(RowQuery next) {
    query.set(next);
    ExampleRows searched = rows;
    if (searched == null) {
      return;
    }
    search.ask(
        new RowSearch(searched, next)::run,
        outcome -> {
          if (outcome instanceof Outcome.Succeeded<RowView> found && searched == rows) {
            shown.set(found.value());
          }
        });
  }

  /** What is asked for. */
  public ReadOnlyObjectProperty<RowQuery> queryProperty() {
    return query.getReadOnlyProperty();
  }

  /** The rows that are shown: the answer, which may come a moment after the question. */
  public ReadOnlyObjectProperty<RowView> shownProperty() {
    return shown.getReadOnlyProperty();
  }

  /** The row that is selected, or -1. It may be hidden by a filter. */
  public ReadOnlyIntegerProperty selectedProperty() {
    return selected.getReadOnlyProperty();
  }
}
