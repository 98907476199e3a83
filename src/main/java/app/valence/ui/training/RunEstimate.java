package app.valence.ui.training;

import java.time.Duration;
import java.util.Optional;

/**
 * What a run comes to.
 *
 * @param duration roughly, by the speed of the last run of the same start; empty without one
 * @param memory the most bytes that the program will take; empty while the model is unknown
 */
record RunEstimate(
    int examples,
    long stepsPerEpoch,
    long totalSteps,
    Optional<Duration> duration,
    Optional<Long> memory) {
  static RunEstimate of(
      int examples, int epochs, int batchSize, double samplesPerSecond, Optional<Long> memory) {
    long steps = (examples + (long) batchSize - 1) / batchSize;
    Optional<Duration> duration =
        samplesPerSecond > 0
            ? Optional.of(Duration.ofMillis((long) (1000.0 * epochs * examples / samplesPerSecond)))
            : Optional.empty();
    return new RunEstimate(examples, steps, steps * epochs, duration, memory);
  }
}
