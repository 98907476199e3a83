package app.valence.data;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Divides a data set at random so that every part has its share of every class, within one example.
 *
 * <p>Texts that are the same for {@link DuplicateCheck} stay together, and so do the examples of
 * one group where groups are given; only such a bundle can make a share miss by more. The same seed
 * gives the same parts on every machine.
 *
 * @param parts the parts in order; their shares add up to 1
 * @param seed the seed of the random choice
 */
public record StratifiedSplit(List<Part> parts, long seed) {
  /**
   * One part of the data.
   *
   * @param name what the part is called, such as {@code train}
   * @param share its share of the examples, above 0 and at most 1
   */
  public record Part(String name, double share) {}

  /** Refuses shares that do not add up to 1. */
  public StratifiedSplit {
    parts = List.copyOf(parts);
    double sum = parts.stream().mapToDouble(Part::share).sum();
    if (parts.stream().anyMatch(p -> !(p.share() > 0)) || Math.abs(sum - 1) > 1e-9) {
      throw new IllegalArgumentException(
          "shares must be above 0 and add up to 1, but these add up to " + sum + ": " + parts);
    }
  }

  /** Parts named train, validation and test. */
  public static StratifiedSplit trainValidationTest(
      double train, double validation, double test, long seed) {
    return new StratifiedSplit(
        List.of(
            new Part("train", train), new Part("validation", validation), new Part("test", test)),
        seed);
  }

  /** Divides {@code dataset}; each part keeps the order of the examples. */
  public List<Dataset> apply(Dataset dataset) {
    return apply(dataset, example -> Optional.empty());
  }

  /**
   * Divides {@code dataset} and keeps together what has the same group.
   *
   * @param groupOf the group of an example, such as its author, if it has one
   */
  public List<Dataset> apply(Dataset dataset, Function<Example, Optional<String>> groupOf) {
    List<List<Integer>> groups = new ArrayList<>(ExampleGroups.of(dataset.examples(), groupOf));
    var random = new Random(seed);
    Collections.shuffle(groups, random);
    // The big ones first, while every part still has room for them.
    groups.sort(Comparator.comparingInt((List<Integer> g) -> g.size()).reversed());
    var room = new PartRoom(shares(), classCounts(dataset), random);
    int[] partOf = new int[dataset.size()];
    for (List<Integer> group : groups) {
      int part = room.place(group.stream().mapToInt(i -> stratum(dataset, i)).sorted().toArray());
      group.forEach(i -> partOf[i] = part);
    }
    return IntStream.range(0, parts.size()).mapToObj(p -> part(dataset, partOf, p)).toList();
  }

  private Dataset part(Dataset dataset, int[] partOf, int part) {
    List<Example> chosen =
        IntStream.range(0, dataset.size())
            .filter(i -> partOf[i] == part)
            .mapToObj(dataset.examples()::get)
            .toList();
    return dataset.withExamples(chosen).named(dataset.name() + " " + parts.get(part).name());
  }

  private double[] shares() {
    return parts.stream().mapToDouble(Part::share).toArray();
  }

  private static int[] classCounts(Dataset dataset) {
    int[] counts = new int[dataset.labels().size() + 1];
    for (int i = 0; i < dataset.size(); i++) {
      counts[stratum(dataset, i)]++;
    }
    return counts;
  }

  /** Unlabelled examples are a class of their own, the first one. */
  private static int stratum(Dataset dataset, int i) {
    return dataset.examples().get(i).label() - Example.UNLABELLED;
  }
}
