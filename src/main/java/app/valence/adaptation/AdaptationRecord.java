package app.valence.adaptation;

import app.valence.runs.RunStatus;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is known of an adaptation.
 *
 * @param started when it was started first
 * @param ended when it ended; absent while it is under way
 * @param message why it ended, where it did not simply finish
 */
public record AdaptationRecord(
    AdaptationRequest request,
    RunStatus status,
    Instant started,
    Optional<Instant> ended,
    Results results,
    Optional<String> message) {
  /**
   * What was measured.
   *
   * @param before on held-out text before the first step; absent without held-out text
   * @param after on the same text at the end
   * @param numbers {@code train_runtime}, {@code train_samples_per_second} … by Hugging Face's
   *     names, and ours: {@link #STEPS}, {@link #TOKENS}, {@link #HELD_OUT_TOKENS}
   */
  public record Results(
      Optional<TokenScore> before, Optional<TokenScore> after, Map<String, Double> numbers) {
    /** Steps that were taken. */
    public static final String STEPS = "steps";

    /** Tokens that were learned from. */
    public static final String TOKENS = "tokens";

    /** Tokens that were measured on; 0 if there were too few. */
    public static final String HELD_OUT_TOKENS = "held_out_tokens";

    static final Results NONE = new Results(Optional.empty(), Optional.empty(), Map.of());

    /** Copies the numbers, sorted, without undefined values. */
    public Results {
      var defined = new TreeMap<>(numbers);
      defined.values().removeIf(value -> !Double.isFinite(value));
      numbers = Collections.unmodifiableMap(defined);
    }

    /** One of the numbers; 0 if it is not there. */
    public long count(String name) {
      return numbers.getOrDefault(name, 0.0).longValue();
    }

    Results withBefore(TokenScore score) {
      return new Results(Optional.of(score), after, numbers);
    }
  }

  static AdaptationRecord begun(AdaptationRequest request, Instant now) {
    return new AdaptationRecord(
        request, RunStatus.RUNNING, now, Optional.empty(), Results.NONE, Optional.empty());
  }

  AdaptationRecord resumed() {
    return new AdaptationRecord(
        request, RunStatus.RUNNING, started, Optional.empty(), results, Optional.empty());
  }

  AdaptationRecord named(String name) {
    return new AdaptationRecord(request.withName(name), status, started, ended, results, message);
  }

  AdaptationRecord with(Results measured) {
    return new AdaptationRecord(request, status, started, ended, measured, message);
  }

  AdaptationRecord ended(RunStatus how, Optional<String> why, Instant now) {
    return new AdaptationRecord(request, how, started, Optional.of(now), results, why);
  }
}
