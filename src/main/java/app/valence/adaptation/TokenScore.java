package app.valence.adaptation;

import java.util.Map;
import java.util.Optional;

/**
 * How well a model guesses hidden tokens of held-out text.
 *
 * @param loss the mean cross-entropy, in nats
 * @param accuracy the share that is guessed right
 */
public record TokenScore(double loss, double accuracy) {
  /** The score among {@code metrics}, by Hugging Face's names; empty if they hold none. */
  static Optional<TokenScore> in(Map<String, Double> metrics) {
    Double loss = metrics.get("eval_loss");
    Double accuracy = metrics.get("eval_mean_token_accuracy");
    return loss == null || accuracy == null
        ? Optional.empty()
        : Optional.of(new TokenScore(loss, accuracy));
  }
}
