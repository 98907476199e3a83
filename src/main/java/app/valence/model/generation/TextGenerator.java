package app.valence.model.generation;

import app.valence.jobs.Cancellation;
import app.valence.model.CausalLanguageModel;
import app.valence.model.Forward;
import app.valence.model.KeyValueCache;
import app.valence.tensor.GradientMode;
import app.valence.tensor.Precision;
import app.valence.tensor.TensorScope;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * Continues texts: reads the prompt at once, then computes each token by itself, over the keys and
 * values of those before it. For use by one thread.
 */
public final class TextGenerator {
  /** Why a text ends. */
  public enum End {
    /** The model ended it. */
    END_OF_TEXT,
    /** It has as many tokens as were asked for. */
    MAXIMUM,
    /** The model can read no more tokens. */
    MODEL_FULL,
    /** A stop was asked for. */
    CANCELLED
  }

  /**
   * What was added to a prompt.
   *
   * @param tokens without the one that ends the text
   */
  @SuppressWarnings("ArrayRecordComponent") // Handed on, never compared.
  public record Continuation(int[] tokens, End end) {}

  private final CausalLanguageModel model;
  private final Precision precision;
  private final TensorScope scope;
  private final Set<Integer> endTokens;

  /** A generator whose memory belongs to {@code scope}. */
  public TextGenerator(CausalLanguageModel model, Precision precision, TensorScope scope) {
    this(model, precision, scope, model.config().endTokens());
  }

  /** A generator of texts that other tokens end than the model's configuration names. */
  public TextGenerator(
      CausalLanguageModel model, Precision precision, TensorScope scope, Set<Integer> endTokens) {
    this.model = model;
    this.precision = precision;
    this.scope = scope;
    this.endTokens = Set.copyOf(endTokens);
  }

  /**
   * Continues a prompt on the calling thread.
   *
   * @param prompt at least one token, with the special ones that start a text
   * @param onToken hears each token as soon as it is chosen
   * @param cancellation is looked at before each token
   * @throws IllegalArgumentException if the prompt is empty or longer than the model can read
   */
  public Continuation continueText(
      int[] prompt, GenerationSettings settings, IntConsumer onToken, Cancellation cancellation) {
    var sampler = new Sampler(settings);
    var tokens = IntStream.builder();
    try (var off = GradientMode.off();
        TensorScope kept = scope.open()) {
      var cache = new KeyValueCache(kept);
      int[] unread = prompt;
      for (int count = 0; count < settings.maximumTokens(); count++) {
        if (cancellation.isRequested()) {
          return new Continuation(tokens.build().toArray(), End.CANCELLED);
        }
        if (count > 0 && cache.length() == model.config().maximumLength()) {
          return new Continuation(tokens.build().toArray(), End.MODEL_FULL);
        }
        sampler.read(unread);
        int token = sampler.choose(scores(unread, cache));
        if (endTokens.contains(token)) {
          return new Continuation(tokens.build().toArray(), End.END_OF_TEXT);
        }
        tokens.add(token);
        onToken.accept(token);
        unread = new int[] {token};
      }
    }
    return new Continuation(tokens.build().toArray(), End.MAXIMUM);
  }

  private float[] scores(int[] unread, KeyValueCache cache) {
    try (TensorScope pass = scope.open()) {
      return model.nextLogits(Forward.evaluating(pass, precision), unread, cache).toFloats();
    }
  }
}
