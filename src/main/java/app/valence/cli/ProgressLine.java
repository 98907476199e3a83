package app.valence.cli;

import app.valence.jobs.Progress;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Shows how far a job is, with its rate and the time that remains: on a terminal in a line that is
 * written over, elsewhere in a plain line now and then. A stage that is done sooner is not shown.
 */
final class ProgressLine implements Consumer<Progress> {
  private static final Duration ON_TERMINAL = Duration.ofMillis(250);
  private static final Duration ELSEWHERE = Duration.ofSeconds(10);

  private final Terminal terminal;
  private String stage = "";
  private Duration lastShown = Duration.ZERO;

  ProgressLine(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public synchronized void accept(Progress progress) {
    if (!progress.stage().equals(stage)) {
      stage = progress.stage();
      lastShown = Duration.ZERO;
    }
    Duration interval = terminal.isInteractive() ? ON_TERMINAL : ELSEWHERE;
    if (progress.elapsed().minus(lastShown).compareTo(interval) >= 0) {
      lastShown = progress.elapsed();
      if (terminal.isInteractive()) {
        terminal.pass(text(progress));
      } else {
        terminal.note(text(progress));
      }
    }
  }

  static String text(Progress progress) {
    var text = new StringBuilder(progress.stage()).append(": ").append(count(progress));
    text.append(", ").append(amount(progress.rate(), progress.unit())).append("/s");
    progress.remaining().ifPresent(left -> text.append(", ").append(clock(left)).append(" left"));
    return text.toString();
  }

  private static String count(Progress progress) {
    String done = amount(progress.done(), progress.unit());
    return progress.total() < 0
        ? done
        : done + " of " + amount(progress.total(), progress.unit()) + share(progress);
  }

  private static String share(Progress progress) {
    return progress.total() == 0 ? "" : " (" + 100 * progress.done() / progress.total() + "%)";
  }

  private static String amount(double number, String unit) {
    if (unit.equals("bytes")) {
      return String.format(Locale.ROOT, "%,.1f MB", number / 1e6);
    }
    return String.format(Locale.ROOT, number < 10 ? "%,.1f %s" : "%,.0f %s", number, unit);
  }

  private static String amount(long number, String unit) {
    return unit.equals("bytes")
        ? amount((double) number, unit)
        : String.format(Locale.ROOT, "%,d %s", number, unit);
  }

  /** Hours, minutes and seconds, as short as they go: {@code 1:05}, {@code 2:00:09}. */
  static String clock(Duration time) {
    long seconds = Math.round(time.toMillis() / 1000.0);
    return seconds < 3600
        ? String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60)
        : String.format(
            Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
  }
}
