package app.valence.data.corpus;

import app.valence.jobs.Progress;
import java.time.Duration;
import java.util.function.Consumer;

/** Adds up what the reading of one file after the other reports. */
final class CorpusProgress implements Consumer<Progress> {
  private final int files;
  private final long total;
  private final Consumer<Progress> display;
  private final long begun = System.nanoTime();
  private long finished;

  /**
   * Progress over {@code files} files.
   *
   * @param total the bytes of all of them
   */
  CorpusProgress(int files, long total, Consumer<Progress> display) {
    this.files = files;
    this.total = total;
    this.display = display;
  }

  /** Notes that a file of so many bytes was read to its end. */
  void finished(long bytes) {
    finished += bytes;
  }

  @Override
  public void accept(Progress progress) {
    if (files == 1 || !progress.stage().startsWith("Reading")) {
      display.accept(progress);
    } else {
      Duration elapsed = Duration.ofNanos(System.nanoTime() - begun);
      display.accept(
          new Progress(
              "Reading " + files + " files", finished + progress.done(), total, "bytes", elapsed));
    }
  }
}
