package app.valence.prompting;

import app.valence.jobs.JobContext;
import app.valence.jobs.Progress;
import app.valence.model.CausalLanguageModel;
import app.valence.model.Forward;
import app.valence.model.KeyValueCache;
import app.valence.model.TokenBatch;
import app.valence.tensor.GradientMode;
import app.valence.tensor.Precision;
import app.valence.tensor.Tensor;
import app.valence.tensor.TensorScope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Scores the answers to prompts by their probabilities. What all prompts begin with, such as the
 * same demonstrations, is read once and cached; the rest of each prompt is read once for all of its
 * answers. For use by one thread.
 */
public final class LabelScorer {
  /** Of one forward pass, padding included: enough to keep the cores busy. */
  private static final int TOKENS_PER_BATCH = 4_096;

  /** Scores of the vocabulary that are held at once: a quarter of a gigabyte. */
  private static final long MOST_LOGITS = 1L << 26;

  /** Less is not worth a pass of its own. */
  private static final int FEWEST_CACHED = 8;

  private final CausalLanguageModel model;
  private final Precision precision;
  private final TensorScope scope;

  /** A scorer whose memory belongs to {@code scope}. */
  public LabelScorer(CausalLanguageModel model, Precision precision, TensorScope scope) {
    this.model = model;
    this.precision = precision;
    this.scope = scope;
  }

  /** The most tokens that the model can take. */
  int modelMaximum() {
    return model.config().maximumLength();
  }

  /** The scores of each prompt's answers, in the prompts' order. */
  public List<AnswerScores> score(List<PromptedChoices> prompts, JobContext context) {
    var scores = new AnswerScores[prompts.size()];
    long started = System.nanoTime();
    try (var off = GradientMode.off();
        TensorScope kept = scope.open()) {
      int cached = cachedTokens(prompts);
      KeyValueCache cache = new KeyValueCache(kept);
      if (cached > 0) {
        int[] first = prompts.get(0).answers().get(0).ids();
        try (TensorScope pass = scope.open()) {
          model.read(forward(pass), Arrays.copyOf(first, cached), cache);
        }
      }
      int[] order = longestFirst(prompts, cached);
      for (int from = 0; from < order.length; ) {
        context.cancellation().throwIfRequested();
        int to = from + batchSize(prompts.get(order[from]), cached, order.length - from);
        List<PromptedChoices> batch =
            Arrays.stream(order, from, to).mapToObj(prompts::get).toList();
        List<AnswerScores> found = score(batch, cache);
        for (int i = from; i < to; i++) {
          scores[order[i]] = found.get(i - from);
        }
        from = to;
        var elapsed = Duration.ofNanos(System.nanoTime() - started);
        context.progress().accept(new Progress("Scoring", from, order.length, "texts", elapsed));
      }
    }
    return List.of(scores);
  }

  private Forward forward(TensorScope pass) {
    return Forward.evaluating(pass, precision);
  }

  /** A prompt keeps a token of its own at least: its answers are foretold from it. */
  private static int cachedTokens(List<PromptedChoices> prompts) {
    if (prompts.size() < 2) {
      return 0;
    }
    int[] first = prompts.get(0).answers().get(0).ids();
    int shared = first.length;
    for (PromptedChoices prompt : prompts) {
      int most = Math.min(shared, prompt.sharedTokens() - 1);
      shared = TokenPrefix.shared(first, prompt.answers().get(0).ids(), Math.max(0, most));
    }
    return shared < FEWEST_CACHED ? 0 : shared;
  }

  private static int[] longestFirst(List<PromptedChoices> prompts, int cached) {
    int[] lengths = prompts.stream().mapToInt(p -> ChoiceBatch.tokens(p, cached)).toArray();
    Integer[] order = new Integer[lengths.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingInt(i -> -lengths[i]));
    return Arrays.stream(order).mapToInt(Integer::intValue).toArray();
  }

  private int batchSize(PromptedChoices longest, int cached, int available) {
    int byTokens = TOKENS_PER_BATCH / Math.max(1, ChoiceBatch.tokens(longest, cached));
    long scored = 1;
    for (PromptedText answer : longest.answers()) {
      scored += answer.answerTokens();
    }
    long byLogits = MOST_LOGITS / (scored * model.config().size().vocabulary());
    return (int) Math.min(available, Math.max(1, Math.min(byTokens, byLogits)));
  }

  private List<AnswerScores> score(List<PromptedChoices> prompts, KeyValueCache cache) {
    var batch = new ChoiceBatch(prompts, cache.length());
    int answers = prompts.get(0).answers().size();
    try (TensorScope pass = scope.open()) {
      TokenBatch tokens = batch.tokens(model.config().paddingId());
      long[] positions = batch.positions(tokens.length());
      if (positions.length == 0) {
        return batch.sum(new float[0], answers);
      }
      Tensor logits =
          cache.length() == 0
              ? model.logitsAt(forward(pass), tokens, positions)
              : model.logitsAfter(forward(pass), cache, tokens, positions);
      long[] rows = batch.rowsOfScored(positions, tokens.length());
      long[] scored = batch.scoredTokens();
      Tensor likelihoods =
          pass.kernels()
              .logLikelihoods(
                  logits, pass.longs(rows, rows.length), pass.longs(scored, scored.length));
      return batch.sum(likelihoods.toFloats(), answers);
    }
  }

  /** The scores by which the answers of each prompt compare, {@code [prompts][answers]}. */
  public double[][] scores(
      List<PromptedChoices> prompts, Normalisation normalisation, JobContext context) {
    List<double[]> rows = new ArrayList<>();
    score(prompts, context).forEach(each -> rows.add(each.scores(normalisation)));
    return rows.toArray(double[][]::new);
  }
}
