package app.valence.prompting;

import app.valence.model.TokenBatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Prompts with their answers in one forward pass. A row is a prompt, on which each of its answers
 * follows by itself, so that the prompt is computed once; an answer's last token is only foretold
 * and never read.
 */
final class ChoiceBatch {
  private final int cached;
  private final List<int[]> rows = new ArrayList<>();
  private final List<int[]> segments = new ArrayList<>();
  private final List<Scored> scored = new ArrayList<>();

  /** A token that is scored: the place before it, counted in its row. */
  private record Scored(int row, int place, int answer, int token) {}

  /** Prompts whose first {@code cached} tokens the model has read. */
  ChoiceBatch(List<PromptedChoices> prompts, int cached) {
    this.cached = cached;
    prompts.forEach(this::add);
  }

  private void add(PromptedChoices choices) {
    int shared = choices.sharedTokens();
    var ids = IntStream.builder();
    var numbers = IntStream.builder();
    int[] first = choices.answers().get(0).ids();
    for (int i = cached; i < shared; i++) {
      ids.add(first[i]);
      numbers.add(0);
    }
    int place = shared - cached;
    for (int answer = 0; answer < choices.answers().size(); answer++) {
      PromptedText text = choices.answers().get(answer);
      for (int i = Math.max(1, text.answerStart()); i < text.ids().length; i++) {
        int before = i - 1 < shared ? i - 1 - cached : place + i - 1 - shared;
        scored.add(new Scored(rows.size(), before, answer, text.ids()[i]));
      }
      for (int i = shared; i < text.ids().length - 1; i++) {
        ids.add(text.ids()[i]);
        numbers.add(answer + 1);
        place++;
      }
    }
    rows.add(ids.build().toArray());
    segments.add(numbers.build().toArray());
  }

  /** Tokens that a row of these choices takes, without those that are cached. */
  static int tokens(PromptedChoices choices, int cached) {
    int shared = choices.sharedTokens();
    int own = choices.answers().stream().mapToInt(a -> a.ids().length - 1 - shared).sum();
    return shared - cached + own;
  }

  TokenBatch tokens(int paddingId) {
    TokenBatch tokens = TokenBatch.ofIds(rows, paddingId, 1);
    var numbers = new int[tokens.ids().length];
    Arrays.fill(numbers, -1);
    for (int row = 0; row < rows.size(); row++) {
      int[] own = segments.get(row);
      System.arraycopy(own, 0, numbers, row * tokens.length(), own.length);
    }
    return tokens.withSegments(numbers);
  }

  /** The positions that are scored, each once, for rows of so many tokens. */
  long[] positions(int length) {
    return allPositions(length).distinct().toArray();
  }

  private LongStream allPositions(int length) {
    return scored.stream().mapToLong(s -> (long) s.row() * length + s.place()).sorted();
  }

  /** For each scored token the number of its position among {@code positions}. */
  long[] rowsOfScored(long[] positions, int length) {
    return scored.stream()
        .mapToLong(s -> Arrays.binarySearch(positions, (long) s.row() * length + s.place()))
        .toArray();
  }

  /** The scored tokens. */
  long[] scoredTokens() {
    return scored.stream().mapToLong(Scored::token).toArray();
  }

  /**
   * Adds up the tokens' log-probabilities.
   *
   * @param answers how many answers each row has
   */
  List<AnswerScores> sum(float[] logLikelihoods, int answers) {
    List<AnswerScores> sums = new ArrayList<>();
    for (int row = 0; row < rows.size(); row++) {
      sums.add(new AnswerScores(new double[answers], new int[answers]));
    }
    for (int i = 0; i < logLikelihoods.length; i++) {
      Scored each = scored.get(i);
      sums.get(each.row()).logLikelihoods()[each.answer()] += logLikelihoods[i];
      sums.get(each.row()).tokens()[each.answer()]++;
    }
    return sums;
  }
}
