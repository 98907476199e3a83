package app.valence.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.valence.data.reading.TextRow;
import app.valence.jobs.Cancellation;
import app.valence.jobs.JobCancelledException;
import app.valence.jobs.JobContext;
import app.valence.jobs.Progress;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BatchScoringTest {
  /** Finds a text's second class as probable as its first character's digit has tenths. */
  private static final class DigitBackend implements ScoringBackend {
    private int largestCall;

    @Override
    public List<String> labels() {
      return List.of("no", "yes, \"sure\"");
    }

    @Override
    public double[][] probabilities(List<String> texts, JobContext context) {
      largestCall = Math.max(largestCall, texts.size());
      return texts.stream()
          .map(text -> (text.charAt(0) - '0') / 10.0)
          .map(yes -> new double[] {1 - yes, yes})
          .toArray(double[][]::new);
    }
  }

  private final DigitBackend backend = new DigitBackend();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private String written() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private static Iterator<TextRow> rows(String... texts) {
    return LongStream.range(0, texts.length)
        .mapToObj(i -> new TextRow(2 + i, texts[(int) i], Optional.empty()))
        .iterator();
  }

  @Test
  void tablesQuoteWhatMustBeQuoted() throws IOException {
    new BatchScoring(backend, ScoreFormat.TSV, true)
        .score(rows("2 tab\there", "9 said \"so\""), out, JobContext.detached());
    assertThat(written())
        .isEqualTo(
            "line\tlabel\tprobability_no\t\"probability_yes, \"\"sure\"\"\"\ttext\n"
                + "2\tno\t0.8\t0.2\t\"2 tab\there\"\n"
                + "3\t\"yes, \"\"sure\"\"\"\t0.1\t0.9\t\"9 said \"\"so\"\"\"\n");
  }

  @Test
  void jsonLinesHoldAnObjectARow() throws IOException {
    new BatchScoring(backend, ScoreFormat.JSONL, false)
        .score(rows("2", "9"), out, JobContext.detached());
    List<String> lines = written().lines().toList();
    assertThat(lines).hasSize(2);
    JsonNode second = new ObjectMapper().readTree(lines.get(1));
    assertThat(second.path("line").asInt()).isEqualTo(3);
    assertThat(second.path("label").asText()).isEqualTo("yes, \"sure\"");
    assertThat(second.path("probabilities").path("no").asDouble()).isEqualTo(0.1);
    assertThat(second.has("text")).isFalse();
  }

  @Test
  void manyRowsKeepTheirOrderAndAreScoredInStretches() throws IOException {
    Iterator<TextRow> many =
        LongStream.range(0, 20_000)
            .mapToObj(i -> new TextRow(i, Long.toString(i % 10), Optional.empty()))
            .iterator();
    List<Progress> progress = new ArrayList<>();
    var summary =
        new BatchScoring(backend, ScoreFormat.CSV, false)
            .score(many, out, new JobContext(new Cancellation(), progress::add));
    List<String> lines = written().lines().skip(1).toList();
    assertThat(lines).hasSize(20_000);
    for (int i = 0; i < lines.size(); i++) {
      assertThat(lines.get(i)).startsWith(i + ",");
    }
    assertThat(summary.rows()).isEqualTo(20_000);
    assertThat(summary.labelCounts()).containsExactly(12_000L, 8_000L);
    assertThat(backend.largestCall).isLessThan(5_000);
    assertThat(progress).isNotEmpty();
    assertThat(progress.get(progress.size() - 1).done()).isEqualTo(20_000);
  }

  @Test
  void longTextsMakeShortStretches() throws IOException {
    String longText = "1".repeat(1_000_000);
    new BatchScoring(backend, ScoreFormat.TSV, false)
        .score(
            Stream.generate(() -> new TextRow(1, longText, Optional.empty())).limit(30).iterator(),
            OutputStream.nullOutputStream(),
            JobContext.detached());
    assertThat(backend.largestCall).isLessThan(20);
  }

  @Test
  void aCancelledScoringStopsInTheMiddle() {
    var cancellation = new Cancellation();
    Iterator<TextRow> endless =
        Stream.generate(() -> new TextRow(1, "1", Optional.empty())).iterator();
    var context = new JobContext(cancellation, p -> cancellation.request("enough"));
    var scoring = new BatchScoring(backend, ScoreFormat.TSV, false);
    assertThatThrownBy(() -> scoring.score(endless, out, context))
        .isInstanceOf(JobCancelledException.class)
        .hasMessage("enough");
  }

  @Test
  void theFormatFollowsTheNameOfTheFile() {
    assertThat(ScoreFormat.ofFileName("a.CSV")).contains(ScoreFormat.CSV);
    assertThat(ScoreFormat.ofFileName("a.b.jsonl")).contains(ScoreFormat.JSONL);
    assertThat(ScoreFormat.ofFileName("a.json")).contains(ScoreFormat.JSONL);
    assertThat(ScoreFormat.ofFileName("a.xlsx")).isEmpty();
    assertThat(ScoreFormat.ofFileName("-")).contains(ScoreFormat.TSV);
  }
}
