package app.valence.ui.jobs;

import app.valence.jobs.Progress;
import app.valence.ui.text.Messages;
import java.text.NumberFormat;
import java.time.Duration;
import java.util.Locale;

/** How far a job is, in words and numbers of the window's language. */
public final class ProgressText {
  private final Messages messages;

  /** Texts in {@code locale}. */
  public ProgressText(Locale locale) {
    this.messages = Messages.of(ProgressText.class, locale);
  }

  /** For instance {@code "120 of 380 steps · 12.3 a second · 0:21 left"}. */
  public String of(Progress progress) {
    var text = new StringBuilder(done(progress));
    if (progress.rate() > 0) {
      text.append(" · ").append(messages.get("rate", rate(progress.rate())));
    }
    progress
        .remaining()
        .ifPresent(left -> text.append(" · ").append(messages.get("left", clock(left))));
    return text.toString();
  }

  private String done(Progress progress) {
    String unit = word("unit.", progress.unit());
    return progress.total() < 0
        ? messages.get("done", progress.done(), unit)
        : messages.get("doneOf", progress.done(), progress.total(), unit);
  }

  /** The stage in the window's language; features say theirs in English. */
  public String stage(Progress progress) {
    return word("stage.", progress.stage());
  }

  private String word(String prefix, String english) {
    String key = prefix + english.toLowerCase(Locale.ROOT).replace(' ', '_');
    return messages.bundle().containsKey(key) ? messages.get(key) : english;
  }

  private String rate(double perSecond) {
    NumberFormat format = NumberFormat.getInstance(messages.locale());
    format.setMaximumFractionDigits(perSecond < 10 ? 2 : perSecond < 100 ? 1 : 0);
    return format.format(perSecond);
  }

  /** {@code 0:21}, {@code 12:05} or {@code 1:02:03}. */
  public static String clock(Duration time) {
    long seconds = Math.max(0, Math.round(time.toMillis() / 1000.0));
    return seconds < 3600
        ? "%d:%02d".formatted(seconds / 60, seconds % 60)
        : "%d:%02d:%02d".formatted(seconds / 3600, seconds / 60 % 60, seconds % 60);
  }
}
