package app.valence.ui.controls.chart;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Locale;

/** Counts frames and what they cost, on the FX thread that draws them. */
final class FrameMeter {
  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private long startedAt;
  private long lastAt;
  private long worstGap;
  private long frames;
  private long updates;
  private long fxStart;
  private long processStart;

  /** What a phase of the benchmark came to; shares are of one core. */
  record Result(
      double seconds,
      double framesPerSecond,
      double updatesPerSecond,
      double worstGapMillis,
      double fxShare,
      double processShare) {
    /** Processor time that one update of all curves takes, drawn on whatever threads. */
    double millisPerUpdate() {
      return 1000 * processShare / updatesPerSecond;
    }

    String line(String name) {
      return String.format(
          Locale.ROOT,
          "%-18s %5.1f frames/s  %5.1f updates/s  longest gap %6.0f ms  FX thread %4.0f %%"
              + "  process %4.0f %%  %8.1f ms of CPU an update",
          name,
          framesPerSecond,
          updatesPerSecond,
          worstGapMillis,
          100 * fxShare,
          100 * processShare,
          millisPerUpdate());
    }
  }

  void start(long now) {
    startedAt = now;
    lastAt = now;
    worstGap = 0;
    frames = 0;
    updates = 0;
    fxStart = threads.getCurrentThreadCpuTime();
    processStart = processNanos();
  }

  void frame(long now) {
    frames++;
    worstGap = Math.max(worstGap, now - lastAt);
    lastAt = now;
  }

  void update() {
    updates++;
  }

  double seconds() {
    return (lastAt - startedAt) / 1e9;
  }

  Result result() {
    double seconds = seconds();
    return new Result(
        seconds,
        frames / seconds,
        updates / seconds,
        worstGap / 1e6,
        (threads.getCurrentThreadCpuTime() - fxStart) / 1e9 / seconds,
        (processNanos() - processStart) / 1e9 / seconds);
  }

  private static long processNanos() {
    return ProcessHandle.current().info().totalCpuDuration().map(d -> d.toNanos()).orElse(0L);
  }
}
