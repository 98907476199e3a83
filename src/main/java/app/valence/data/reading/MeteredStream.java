package app.valence.data.reading;

import app.valence.jobs.JobContext;
import app.valence.jobs.Progress;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/**
 * Counts bytes for the progress of a job and stops between two blocks when the job is cancelled.
 */
final class MeteredStream extends FilterInputStream {
  private final String stage;
  private final long total;
  private final JobContext context;
  private final long begun = System.nanoTime();
  private long done;

  /** Reads {@code in}, which has {@code total} bytes, or -1 where that is unknown. */
  MeteredStream(InputStream in, String stage, long total, JobContext context) {
    super(in);
    this.stage = stage;
    this.total = total;
    this.context = context;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    context.cancellation().throwIfRequested();
    int count = super.read(target, offset, length);
    done += Math.max(0, count);
    Duration elapsed = Duration.ofNanos(System.nanoTime() - begun);
    context.progress().accept(new Progress(stage, done, total, "bytes", elapsed));
    return count;
  }
}
