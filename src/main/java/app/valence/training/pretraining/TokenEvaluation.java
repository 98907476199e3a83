package app.valence.training.pretraining;

import app.valence.model.Forward;
import app.valence.model.Model;
import app.valence.tensor.GradientMode;
import app.valence.tensor.Precision;
import app.valence.tensor.Tensor;
import app.valence.tensor.TensorScope;
import app.valence.training.loop.LabelledBatch;
import app.valence.training.loop.Objective;
import app.valence.training.loop.TrainingLoop;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/** Measures a language model on held-out text, with the same tokens to guess each time. */
final class TokenEvaluation implements TrainingLoop.Validation {
  private static final int TOKENS_PER_BATCH = 4_096;
  private static final long SEED = 1;

  private final Model model;
  private final PackedSequences sequences;
  private final LanguageModelling modelling;
  private final Precision precision;
  private final TensorScope scope;

  TokenEvaluation(
      Model model,
      PackedSequences sequences,
      LanguageModelling modelling,
      Precision precision,
      TensorScope scope) {
    this.model = model;
    this.sequences = sequences;
    this.modelling = modelling;
    this.precision = precision;
    this.scope = scope;
  }

  /** Sums over the guessed tokens. */
  private record Sums(double loss, double correct, double entropy, long tokens) {
    Sums plus(Sums other) {
      return new Sums(
          loss + other.loss,
          correct + other.correct,
          entropy + other.entropy,
          tokens + other.tokens);
    }
  }

  @Override
  public TrainingLoop.Measured measure() {
    long started = System.nanoTime();
    var random = new SplittableRandom(SEED);
    int count =
        Math.min(sequences.size(), Math.max(1, modelling.tokensToMeasure() / sequences.length()));
    int rowsOfBatch = Math.max(1, TOKENS_PER_BATCH / sequences.length());
    var sums = new Sums(0, 0, 0, 0);
    int batches = 0;
    for (int from = 0; from < count; from += rowsOfBatch) {
      int rows = Math.min(rowsOfBatch, count - from);
      var ids = new int[rows * sequences.length()];
      for (int row = 0; row < rows; row++) {
        // Spread over the whole file, which may hold very different texts.
        int sequence = (int) ((long) (from + row) * sequences.size() / count);
        sequences.copy(sequence, ids, row * sequences.length());
      }
      sums = sums.plus(score(modelling.batch(ids, rows, random)));
      batches++;
    }
    double seconds = (System.nanoTime() - started) / 1e9;
    Map<String, Double> metrics = new LinkedHashMap<>();
    double loss = sums.loss / sums.tokens;
    metrics.put("eval_loss", loss);
    metrics.put("eval_mean_token_accuracy", sums.correct / sums.tokens);
    metrics.put("eval_entropy", sums.entropy / sums.tokens);
    metrics.put("eval_perplexity", Math.exp(loss));
    metrics.put("eval_runtime", seconds);
    metrics.put("eval_samples_per_second", count / seconds);
    metrics.put("eval_steps_per_second", batches / seconds);
    return new TrainingLoop.Measured(metrics, Optional.empty());
  }

  private Sums score(LabelledBatch batch) {
    try (var off = GradientMode.off();
        TensorScope pass = scope.open()) {
      long[] positions = batch.positions();
      Tensor logits =
          positions == null
              ? model.logits(Forward.evaluating(pass, precision), batch.tokens())
              : model.logitsAt(Forward.evaluating(pass, precision), batch.tokens(), positions);
      Tensor labels = pass.longs(batch.labels(), batch.labels().length);
      var kernels = pass.trainingKernels();
      return new Sums(
          kernels.crossEntropy(logits, labels, null, Objective.IGNORED, 0, 1).item(),
          kernels.countCorrect(logits, labels).item(),
          pass.kernels().entropy(logits).item(),
          batch.labels().length);
    }
  }
}
