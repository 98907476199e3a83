package app.valence.training.loop;

import java.util.EnumMap;
import java.util.Map;

/** Adds up the time spent in each phase of training steps. For use by one thread. */
public final class StepClock {
  /** The phases that are told apart. */
  public enum Phase {
    /** Scores and loss. */
    FORWARD,
    /** Gradients. */
    BACKWARD,
    /** Norm, clipping and update. */
    OPTIMIZER
  }

  private final Map<Phase, Long> nanos = new EnumMap<>(Phase.class);
  private long started;

  void start() {
    started = System.nanoTime();
  }

  void stop(Phase phase) {
    nanos.merge(phase, System.nanoTime() - started, Long::sum);
  }

  /** Seconds in a phase since the last reset. */
  public double seconds(Phase phase) {
    return nanos.getOrDefault(phase, 0L) / 1e9;
  }

  /** Starts all sums at 0. */
  public void reset() {
    nanos.clear();
  }
}
