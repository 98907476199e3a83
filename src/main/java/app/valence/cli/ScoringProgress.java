package app.valence.cli;

import app.valence.jobs.Progress;
import java.util.function.Consumer;

/**
 * Joins what reading and scoring report: the share of the bytes that were read tells about how many
 * rows there will be.
 */
final class ScoringProgress implements Consumer<Progress> {
  private final Consumer<Progress> display;
  private double readShare;

  ScoringProgress(Consumer<Progress> display) {
    this.display = display;
  }

  @Override
  public void accept(Progress progress) {
    if (!progress.unit().equals("bytes")) {
      display.accept(withTotal(progress));
    } else if (progress.stage().startsWith("Checking")) {
      display.accept(progress);
    } else {
      readShare = progress.total() > 0 ? (double) progress.done() / progress.total() : 0;
    }
  }

  private Progress withTotal(Progress rows) {
    if (readShare <= 0) {
      return rows;
    }
    long total = Math.max(rows.done(), Math.round(rows.done() / readShare));
    return new Progress(rows.stage(), rows.done(), total, rows.unit(), rows.elapsed());
  }
}
