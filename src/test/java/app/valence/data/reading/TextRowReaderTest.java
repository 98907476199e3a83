package app.valence.data.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.valence.data.DataFormatException;
import app.valence.jobs.Cancellation;
import app.valence.jobs.JobCancelledException;
import app.valence.jobs.JobContext;
import app.valence.jobs.Progress;
import com.google.errorprone.annotations.MustBeClosed;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextRowReaderTest {
  @TempDir Path folder;

  @Test
  void plainLinesAreTextsAndEmptyOnesAreRejected() throws Exception {
    var rejected = new ArrayList<RejectedRow>();
    Path file = Files.writeString(folder.resolve("a.txt"), "one\r\n\r\n two, \"2\" \nthree");
    try (var rows =
        TextRowReader.open(file, ImportFixture.UNLABELLED, rejected::add, JobContext.detached())) {
      assertThat(rows)
          .toIterable()
          .containsExactly(
              new TextRow(1, "one", Optional.empty()),
              new TextRow(3, " two, \"2\" ", Optional.empty()),
              new TextRow(4, "three", Optional.empty()));
      assertThat(rows.format()).isEqualTo(FileFormat.PLAIN_TEXT);
      assertThat(rows.hasNext()).isFalse();
      assertThatThrownBy(rows::next).isInstanceOf(NoSuchElementException.class);
    }
    assertThat(rejected).containsExactly(new RejectedRow(2, "the text is empty"));
  }

  @Test
  void plainTextHasNoLabelsToTrainWith() throws Exception {
    Path file = Files.writeString(folder.resolve("a.txt"), "one\n");
    assertThatThrownBy(
            () -> DatasetReader.read(file, ImportOptions.DEFAULTS, JobContext.detached()))
        .isInstanceOf(DataFormatException.class)
        .hasMessageContainingAll("a.txt", "no labels");
  }

  @Test
  void aStreamIsRecognisedByItsFirstCharacters() throws Exception {
    assertThat(formatOf("text;label\na;x\n")).isEqualTo(FileFormat.CSV);
    assertThat(formatOf("id\ttext\n1\ta\n")).isEqualTo(FileFormat.TSV);
    assertThat(formatOf("{\"text\": \"a\"}\n{\"text\": \"b\"}\n")).isEqualTo(FileFormat.JSON_LINES);
    assertThat(formatOf("[{\"text\": \"a\"}]")).isEqualTo(FileFormat.JSON);
    assertThat(formatOf("[ {\"text\": \"a\"}]")).isEqualTo(FileFormat.JSON);
    assertThat(formatOf("Well, this is text, and that.\nMore, of it.\n"))
        .isEqualTo(FileFormat.PLAIN_TEXT);
    assertThat(formatOf("[sigh] what a day\n")).isEqualTo(FileFormat.PLAIN_TEXT);
    assertThat(formatOf("{sigh} what a day\n")).isEqualTo(FileFormat.PLAIN_TEXT);
  }

  @Test
  void anEndlessStreamIsReadRowByRow() throws Exception {
    try (var rows = open(new EndlessRows(), JobContext.detached())) {
      for (int i = 0; i < 300_000; i++) {
        assertThat(rows.next().line()).isEqualTo(i + 2);
      }
    }
  }

  @Test
  void cancellingStopsTheReading() throws Exception {
    var cancellation = new Cancellation();
    try (var rows = open(new EndlessRows(), new JobContext(cancellation, p -> {}))) {
      rows.next();
      cancellation.request("the user asked for it");
      assertThatThrownBy(() -> rows.forEachRemaining(r -> {}))
          .isInstanceOf(JobCancelledException.class)
          .hasMessage("the user asked for it");
    }
  }

  @Test
  void cancellingStopsTheImportOfAFile() throws Exception {
    Path file =
        Files.writeString(folder.resolve("a.csv"), "text,label\n" + "a,x\n".repeat(100_000));
    var cancellation = new Cancellation();
    var context =
        new JobContext(
            cancellation,
            p -> {
              if (p.done() > 0) {
                cancellation.request("enough");
              }
            });
    assertThatThrownBy(() -> DatasetReader.read(file, ImportOptions.DEFAULTS, context))
        .isInstanceOf(JobCancelledException.class);
  }

  @Test
  void progressCountsTheBytesOfTheFileToItsEnd() throws Exception {
    var reports = new ArrayList<Progress>();
    Path file =
        Files.writeString(folder.resolve("a.csv"), "text,label\n" + "a,x\n".repeat(100_000));
    DatasetReader.read(
        file, ImportOptions.DEFAULTS, new JobContext(new Cancellation(), reports::add));
    assertThat(reports).hasSizeGreaterThan(3);
    assertThat(reports).extracting(Progress::done).isSorted();
    assertThat(reports)
        .allSatisfy(
            p -> {
              assertThat(p.total()).isEqualTo(400_011);
              assertThat(p.unit()).isEqualTo("bytes");
            });
    assertThat(reports.get(reports.size() - 1).done()).isEqualTo(400_011);
  }

  @Test
  void troubleOnTheWayComesOutOfTheIterator() throws Exception {
    byte[] content =
        ("text\n" + "fine\n".repeat(100_000) + "\"open").getBytes(StandardCharsets.UTF_8);
    try (var rows = open(new ByteArrayInputStream(content), JobContext.detached())) {
      assertThatThrownBy(() -> rows.forEachRemaining(r -> {}))
          .isInstanceOf(UncheckedIOException.class)
          .hasCauseInstanceOf(DataFormatException.class)
          .hasMessageContaining("line 100002");
    }
  }

  @Test
  void closingClosesTheStream() throws Exception {
    List<String> events = new ArrayList<>();
    InputStream in =
        new ByteArrayInputStream("text\na\n".getBytes(StandardCharsets.UTF_8)) {
          @Override
          public void close() {
            events.add("closed");
          }
        };
    try (var rows = open(in, JobContext.detached())) {
      assertThat(rows.hasNext()).isTrue();
      assertThat(events).isEmpty();
    }
    assertThat(events).isNotEmpty();
  }

  private static FileFormat formatOf(String content) throws IOException {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    try (var rows = open(new ByteArrayInputStream(bytes), JobContext.detached())) {
      assertThat(rows.hasNext()).isTrue();
      return rows.format();
    }
  }

  @MustBeClosed
  private static TextRowReader open(InputStream in, JobContext context) throws IOException {
    return TextRowReader.open(in, "-", ImportFixture.UNLABELLED, r -> {}, context);
  }

  /** A table that never ends. */
  private static final class EndlessRows extends InputStream {
    private static final byte[] HEADER = "text,label\n".getBytes(StandardCharsets.UTF_8);
    private static final byte[] ROW = "some text,good\n".getBytes(StandardCharsets.UTF_8);
    private long position;

    @Override
    public int read(byte[] target, int offset, int length) {
      for (int i = 0; i < length; i++) {
        target[offset + i] = (byte) read();
      }
      return length;
    }

    @Override
    public int read() {
      long at = position++;
      return at < HEADER.length ? HEADER[(int) at] : ROW[(int) ((at - HEADER.length) % ROW.length)];
    }
  }
}
