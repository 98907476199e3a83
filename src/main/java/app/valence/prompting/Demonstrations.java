package app.valence.prompting;

import app.valence.data.Dataset;
import app.valence.data.Example;
import app.valence.jobs.JobContext;
import app.valence.prompting.retrieval.Neighbour;
import app.valence.prompting.retrieval.Retriever;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Where the demonstrations of prompts come from. */
public sealed interface Demonstrations {
  /** The most that a prompt gets. */
  int most();

  /**
   * The numbers of the training examples that demonstrate each text, the most important one last.
   *
   * @param own for each text its number among the training examples if it is one of them, which
   *     must not answer for itself; else -1
   */
  List<int[]> of(List<String> texts, int[] own, JobContext context);

  /** None at all. */
  record None() implements Demonstrations {
    @Override
    public int most() {
      return 0;
    }

    @Override
    public List<int[]> of(List<String> texts, int[] own, JobContext context) {
      return Collections.nCopies(texts.size(), new int[0]);
    }
  }

  /** The same for every text. */
  record Fixed(List<Integer> examples) implements Demonstrations {
    /** Copies the numbers. */
    public Fixed {
      examples = List.copyOf(examples);
    }

    /** So many examples, of each class as many as of any other, drawn by {@code seed}. */
    public static Fixed balanced(Dataset train, int count, long seed) {
      List<List<Integer>> byLabel = new ArrayList<>();
      train.labels().names().forEach(name -> byLabel.add(new ArrayList<>()));
      for (int i = 0; i < train.size(); i++) {
        Example example = train.examples().get(i);
        if (example.isLabelled()) {
          byLabel.get(example.label()).add(i);
        }
      }
      var random = new Random(seed);
      byLabel.forEach(examples -> Collections.shuffle(examples, random));
      List<Integer> chosen = new ArrayList<>();
      int possible = byLabel.stream().mapToInt(List::size).sum();
      for (int round = 0; chosen.size() < Math.min(count, possible); round++) {
        for (List<Integer> examples : byLabel) {
          if (round < examples.size() && chosen.size() < count) {
            chosen.add(examples.get(round));
          }
        }
      }
      Collections.shuffle(chosen, random);
      return new Fixed(chosen);
    }

    @Override
    public int most() {
      return examples.size();
    }

    @Override
    public List<int[]> of(List<String> texts, int[] own, JobContext context) {
      List<int[]> all = new ArrayList<>();
      for (int number : own) {
        all.add(examples.stream().filter(e -> e != number).mapToInt(e -> e).toArray());
      }
      return all;
    }
  }

  /** Those whose texts are most like it. */
  record Nearest(Retriever retriever, int most) implements Demonstrations {
    @Override
    public List<int[]> of(List<String> texts, int[] own, JobContext context) {
      List<List<Neighbour>> found = retriever.nearest(texts, most + 1, context);
      List<int[]> all = new ArrayList<>();
      for (int i = 0; i < texts.size(); i++) {
        int self = own[i];
        int[] nearestFirst =
            found.get(i).stream()
                .mapToInt(Neighbour::example)
                .filter(example -> example != self)
                .limit(most)
                .toArray();
        all.add(reversed(nearestFirst));
      }
      return all;
    }

    private static int[] reversed(int[] numbers) {
      var reversed = new int[numbers.length];
      for (int i = 0; i < numbers.length; i++) {
        reversed[i] = numbers[numbers.length - 1 - i];
      }
      return reversed;
    }
  }
}
