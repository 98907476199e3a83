package app.valence.jobs;

import java.time.Duration;
import java.util.Optional;

/**
 * How far a job is.
 *
 * @param stage what the job is doing, in a few words a user understands
 * @param done units of work finished in this stage
 * @param total units of work in this stage, or -1 while it is unknown
 * @param unit what is counted, in the plural, such as {@code "rows"}
 * @param elapsed time since the stage began
 */
public record Progress(String stage, long done, long total, String unit, Duration elapsed) {
  /** Units of work a second so far; 0 before the clock has moved. */
  public double rate() {
    double seconds = elapsed.toNanos() / 1e9;
    return seconds > 0 ? done / seconds : 0;
  }

  /** The time left at the rate so far, if the total is known and work has begun. */
  public Optional<Duration> remaining() {
    double rate = rate();
    return total < 0 || rate <= 0
        ? Optional.empty()
        : Optional.of(Duration.ofMillis((long) (1000 * Math.max(0, total - done) / rate)));
  }
}
