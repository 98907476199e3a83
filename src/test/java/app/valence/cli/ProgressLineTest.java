package app.valence.cli;

import static org.assertj.core.api.Assertions.assertThat;

import app.valence.jobs.Progress;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private ProgressLine line(boolean interactive) {
    return new ProgressLine(
        new Terminal(
            InputStream.nullInputStream(),
            OutputStream.nullOutputStream(),
            err,
            StandardCharsets.UTF_8,
            interactive));
  }

  private static Progress after(int seconds, long done, long total) {
    return new Progress("Predicting", done, total, "rows", Duration.ofSeconds(seconds));
  }

  @Test
  void aLineSaysShareRateAndRemainingTime() {
    assertThat(ProgressLine.text(after(20, 10_000, 40_000)))
        .isEqualTo("Predicting: 10,000 rows of 40,000 rows (25%), 500 rows/s, 1:00 left");
    assertThat(ProgressLine.text(after(20, 10_000, -1)))
        .isEqualTo("Predicting: 10,000 rows, 500 rows/s");
  }

  @Test
  void withoutATerminalLinesAreTenSecondsApart() {
    var line = line(false);
    for (int second = 0; second <= 25; second++) {
      line.accept(after(second, second, 100));
    }
    assertThat(err.toString(StandardCharsets.UTF_8).lines())
        .hasSize(2)
        .allMatch(text -> text.startsWith("Predicting: "));
  }

  @Test
  void onATerminalALineIsWrittenOver() {
    var line = line(true);
    line.accept(after(1, 1, 100));
    line.accept(after(2, 2, 100));
    assertThat(err.toString(StandardCharsets.UTF_8)).doesNotContain("\n").contains("\r");
  }

  @Test
  void timesAreAsShortAsTheyGo() {
    assertThat(ProgressLine.clock(Duration.ofSeconds(65))).isEqualTo("1:05");
    assertThat(ProgressLine.clock(Duration.ofSeconds(7_209))).isEqualTo("2:00:09");
  }
}
