package app.valence.training.loop;

import app.valence.model.Forward;
import app.valence.model.Model;
import app.valence.tensor.GradientMode;
import app.valence.tensor.Precision;
import app.valence.tensor.Tensor;
import app.valence.tensor.TensorScope;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What a language model's guesses for tokens come to, in sums that batches add up to.
 *
 * @param loss cross-entropy in nats
 * @param correct tokens that had the highest score
 * @param entropy of the guesses, in nats
 * @param tokens that were guessed
 */
public record TokenSums(double loss, double correct, double entropy, long tokens) {
  /** Of no tokens. */
  public static final TokenSums NONE = new TokenSums(0, 0, 0, 0);

  /** Those of a batch whose positions were chosen, so that all of its labels count. */
  public static TokenSums of(
      Model model, LabelledBatch batch, Precision precision, TensorScope scope) {
    try (var off = GradientMode.off();
        TensorScope pass = scope.open()) {
      long[] positions = Objects.requireNonNull(batch.positions());
      Tensor logits =
          model.logitsAt(Forward.evaluating(pass, precision), batch.tokens(), positions);
      Tensor labels = pass.longs(batch.labels(), batch.labels().length);
      var kernels = pass.trainingKernels();
      return new TokenSums(
          kernels.crossEntropy(logits, labels, null, Objective.IGNORED, 0, 1).item(),
          kernels.countCorrect(logits, labels).item(),
          pass.kernels().entropy(logits).item(),
          batch.labels().length);
    }
  }

  /** Both together. */
  public TokenSums plus(TokenSums other) {
    return new TokenSums(
        loss + other.loss, correct + other.correct, entropy + other.entropy, tokens + other.tokens);
  }

  /** The means over tokens, under Hugging Face's names with a prefix such as {@code eval}. */
  public Map<String, Double> means(String prefix) {
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put(prefix + "_loss", loss / tokens);
    metrics.put(prefix + "_mean_token_accuracy", correct / tokens);
    metrics.put(prefix + "_entropy", entropy / tokens);
    metrics.put(prefix + "_perplexity", Math.exp(loss / tokens));
    return metrics;
  }
}
