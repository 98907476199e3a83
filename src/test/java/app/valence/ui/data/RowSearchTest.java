package app.valence.ui.data;

import static org.assertj.core.api.Assertions.assertThat;

import app.valence.data.Dataset;
import app.valence.data.Example;
import app.valence.data.LabelSet;
import app.valence.data.SplitSummary;
import app.valence.jobs.JobContext;
import app.valence.training.setup.TrainingData;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RowSearchTest {
  private static final LabelSet LABELS = LabelSet.of(List.of("bad", "fair", "good"));
  private static final List<String> WORDS =
      List.of("Hotel", "hotel", "clean", "NOISY", "Ärger", "ärger", "breakfast", "the", "a", "of");

  @Test
  void filterSearchAndSortEqualABruteForceResult() {
    var random = new Random(7);
    ExampleRows rows = rows(random, 700, 200, 100);
    for (int round = 0; round < 300; round++) {
      RowQuery query = query(random);

      RowView found = new RowSearch(rows, query).run(JobContext.detached());

      assertThat(IntStream.range(0, found.size()).mapToObj(found::row).toList())
          .as(query.toString())
          .isEqualTo(bruteForce(rows, query));
    }
  }

  @Test
  void rowsAreFoundByTheirLine() {
    ExampleRows rows = rows(new Random(1), 50, 20, 10);

    for (int row = 0; row < rows.size(); row++) {
      assertThat(rows.rowOf(rows.kinds().indexOf(rows.kind(row)), rows.example(row).line()))
          .isEqualTo(row);
    }
    assertThat(rows.rowOf(0, 1)).isEqualTo(-1);
  }

  private static RowQuery query(Random random) {
    var search = new ArrayList<String>();
    for (int i = random.nextInt(3); i > 0; i--) {
      search.add(WORDS.get(random.nextInt(WORDS.size())));
    }
    Optional<SplitKind> split =
        random.nextBoolean()
            ? Optional.empty()
            : Optional.of(List.of(SplitKind.values()).get(random.nextInt(3)));
    Set<Integer> labels =
        switch (random.nextInt(3)) {
          case 0 -> Set.of();
          case 1 -> Set.of(1);
          default -> Set.of(-1, 2);
        };
    List<RowQuery.Column> columns = List.of(RowQuery.Column.values());
    Optional<RowQuery.Sort> sort =
        random.nextInt(4) == 0
            ? Optional.empty()
            : Optional.of(
                new RowQuery.Sort(
                    columns.get(random.nextInt(columns.size())), random.nextBoolean()));
    return new RowQuery(String.join("  ", search), split, labels, sort);
  }

  private static List<Integer> bruteForce(ExampleRows rows, RowQuery query) {
    List<Integer> all =
        new ArrayList<>(
            IntStream.range(0, rows.size())
                .filter(r -> query.split().isEmpty() || query.split().get() == rows.kind(r))
                .filter(
                    r ->
                        query.labels().isEmpty()
                            || query.labels().contains(rows.example(r).label()))
                .filter(
                    r ->
                        List.of(query.search().toLowerCase(Locale.ROOT).split(" ")).stream()
                            .allMatch(rows.example(r).text().toLowerCase(Locale.ROOT)::contains))
                .boxed()
                .toList());
    query.sort().ifPresent(sort -> all.sort(order(rows, sort)));
    return all;
  }

  private static Comparator<Integer> order(ExampleRows rows, RowQuery.Sort sort) {
    Comparator<Integer> order =
        switch (sort.column()) {
          case LINE -> Comparator.comparing(r -> rows.example(r).line());
          case SPLIT -> Comparator.comparing(rows::kind);
          case LABEL -> Comparator.comparing(r -> rows.example(r).label());
          case TEXT ->
              Comparator.comparing(r -> rows.example(r).text(), String.CASE_INSENSITIVE_ORDER);
          case WORDS -> Comparator.comparing(r -> SplitSummary.wordCount(rows.example(r).text()));
        };
    return sort.descending() ? order.reversed() : order;
  }

  static ExampleRows rows(Random random, int train, int validation, int test) {
    return ExampleRows.of(
        new TrainingData(
            split("train", random, train),
            Optional.of(split("validation", random, validation)),
            Optional.of(split("test", random, test)),
            false,
            Map.of()),
        "Counting",
        JobContext.detached());
  }

  private static Dataset split(String name, Random random, int size) {
    var examples = new ArrayList<Example>(size);
    long line = 2;
    for (int i = 0; i < size; i++) {
      var text = new StringBuilder();
      for (int word = 1 + random.nextInt(30); word > 0; word--) {
        text.append(WORDS.get(random.nextInt(WORDS.size()))).append(' ');
      }
      examples.add(new Example(text.toString(), random.nextInt(4) - 1, line));
      line += 1 + random.nextInt(3);
    }
    return new Dataset(name, examples, LABELS);
  }
}
