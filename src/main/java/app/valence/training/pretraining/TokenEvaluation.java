package app.valence.training.pretraining;

import app.valence.model.Model;
import app.valence.tensor.Precision;
import app.valence.tensor.TensorScope;
import app.valence.training.loop.TokenSums;
import app.valence.training.loop.TrainingLoop;
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

  @Override
  public TrainingLoop.Measured measure() {
    long started = System.nanoTime();
    var random = new SplittableRandom(SEED);
    int count =
        Math.min(sequences.size(), Math.max(1, modelling.tokensToMeasure() / sequences.length()));
    int rowsOfBatch = Math.max(1, TOKENS_PER_BATCH / sequences.length());
    TokenSums sums = TokenSums.NONE;
    int batches = 0;
    for (int from = 0; from < count; from += rowsOfBatch) {
      int rows = Math.min(rowsOfBatch, count - from);
      var ids = new int[rows * sequences.length()];
      for (int row = 0; row < rows; row++) {
        // Spread over the whole file, which may hold very different texts.
        int sequence = (int) ((long) (from + row) * sequences.size() / count);
        sequences.copy(sequence, ids, row * sequences.length());
      }
      sums = sums.plus(TokenSums.of(model, modelling.batch(ids, rows, random), precision, scope));
      batches++;
    }
    double seconds = (System.nanoTime() - started) / 1e9;
    Map<String, Double> metrics = sums.means("eval");
    metrics.put("eval_runtime", seconds);
    metrics.put("eval_samples_per_second", count / seconds);
    metrics.put("eval_steps_per_second", batches / seconds);
    return new TrainingLoop.Measured(metrics, Optional.empty());
  }
}
