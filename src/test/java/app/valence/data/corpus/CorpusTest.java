package app.valence.data.corpus;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.valence.data.DataFormatException;
import app.valence.jobs.Cancellation;
import app.valence.jobs.JobCancelledException;
import app.valence.jobs.JobContext;
import app.valence.jobs.Progress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

class CorpusTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"", ".gz", ".xz"})
  void everyFormatIsReadAlsoPacked(String packing) throws IOException {
    assertThat(read("a.txt" + packing, "one\n\n  \ntwo, too\r\nthree"))
        .containsExactly("one", "two, too", "three");
    assertThat(read("a.log" + packing, "text,label\na,b\n")).containsExactly("text,label", "a,b");
    assertThat(read("a.csv" + packing, "id,text\n1,\"one, \"\"1\"\"\nand more\"\n2,\n3,two\n"))
        .containsExactly("one, \"1\"\nand more", "two");
    assertThat(read("a.TSV" + packing, "text\tlabel\nso \"so\tx\n\ngood\t\n"))
        .containsExactly("so \"so", "good");
    assertThat(read("a.jsonl" + packing, "{\"text\":\"é😀\"}\n\n{\"n\":1,\"text\":null}\n"))
        .containsExactly("é😀");
    assertThat(read("a.json" + packing, "[{\"text\":\"one\"},\n{\"text\":\"two\"}]"))
        .containsExactly("one", "two");
  }

  @Test
  void theFirstBytesTellHowAFileIsPacked() throws IOException {
    Path file = folder.resolve("unnamed");
    Files.write(file, xz(bytes("one\n")));
    assertThat(read(CorpusFile.of(file))).containsExactly("one");
    Files.write(file, gzip(bytes("two\n")));
    assertThat(read(CorpusFile.of(file))).containsExactly("two");
  }

  @Test
  void packedPartsInARowAreAllRead() throws IOException {
    Path file = folder.resolve("parts.txt.gz");
    Files.write(file, concat(gzip(bytes("one\nt")), gzip(bytes("wo\n"))));
    assertThat(read(CorpusFile.of(file))).containsExactly("one", "two");
    Files.write(file, concat(xz(bytes("one\nt")), xz(bytes("wo\n"))));
    assertThat(read(CorpusFile.of(file))).containsExactly("one", "two");
  }

  @Test
  void byteOrderMarksAndEmptyFilesAreFine() throws IOException {
    assertThat(read("mark.txt", "\uFEFFone\n")).containsExactly("one");
    assertThat(read("mark.csv.gz", "\uFEFFtext\none\n")).containsExactly("one");
    assertThat(read("none.txt", "")).isEmpty();
    assertThat(read("none.txt.xz", "")).isEmpty();
    assertThat(read("blank.txt", "\n \n")).isEmpty();
  }

  @Test
  void aFileThatIsListedTwiceCountsTwice() throws IOException {
    CorpusFile one = write("one.txt", "1\n");
    CorpusFile two = write("two.txt.gz", "2\n");
    assertThat(read(one, two, one)).containsExactly("1", "2", "1");
  }

  @Test
  void theColumnCanBeNamedAndElseTheOnesThereAreNamed() throws IOException {
    CorpusFile file = write("a.csv", "id,tweet\n1,hello\n");
    assertThat(read(file.withColumn("tweet"))).containsExactly("hello");
    assertFails(() -> read(file), "a.csv has no column \"text\"", "id, tweet");
    CorpusFile json = write("a.jsonl.xz", "{\"body\": \"x\"}\n");
    assertFails(() -> read(json), "a.jsonl.xz has no field \"text\"", "body");
    assertThat(read(json.withColumn("body"))).containsExactly("x");
  }

  @Test
  void aRowThatCannotBeUsedIsAnErrorWithItsLine() throws IOException {
    CorpusFile json = write("a.jsonl.gz", "{\"text\": \"x\"}\n{\"text\": \n");
    assertFails(() -> read(json), "a.jsonl.gz, line 2: not valid JSON", "Correct the line");
    CorpusFile lacking = write("b.jsonl", "{\"text\": \"x\"}\n{\"body\": \"y\"}\n");
    assertFails(() -> read(lacking), "b.jsonl, line 2: there is no field \"text\"");
    CorpusFile uneven = write("c.csv", "id,text\n1,a\n2\n");
    assertFails(() -> read(uneven), "c.csv, line 3: the row has 1 field, the header 2");
  }

  @Test
  void otherEncodingsAreNeverGuessedWrong() throws IOException {
    CorpusFile file = write("a.txt.xz", "fine\ncafé\n", ISO_8859_1);
    assertFails(() -> read(file), "a.txt.xz, line 2: the byte 0xE9", "café", "windows-1252");
    var named =
        new CorpusFile(file.file(), file.column(), Optional.of(Charset.forName("windows-1252")));
    assertThat(read(named)).containsExactly("fine", "café");
  }

  @ParameterizedTest
  @ValueSource(strings = {".gz", ".xz"})
  void aCutOffFileSaysWhereItEnds(String packing) throws IOException {
    for (String format : List.of("txt", "csv", "jsonl")) {
      boolean json = format.equals("jsonl");
      String content = lines(json ? "" : "text\n", json ? "{\"text\": \"%d\"}\n" : "%d\n");
      CorpusFile file = write("a." + format + packing, content);
      byte[] whole = Files.readAllBytes(file.file());
      Files.write(file.file(), Arrays.copyOf(whole, whole.length / 2));
      assertFails(() -> read(file), "a." + format + packing + ", line ", "before it is complete");
    }
    Path head = folder.resolve("head.txt" + packing);
    Files.write(head, Arrays.copyOf(pack(head.toString(), bytes("one\n")), 7));
    assertFails(() -> read(CorpusFile.of(head)), "line 1: the file ends here", "Get it again");
  }

  @ParameterizedTest
  @ValueSource(strings = {".gz", ".xz"})
  void aDamagedFileIsNeverReadAsIfItWereWhole(String packing) throws IOException {
    CorpusFile file = write("a.txt" + packing, lines("", "%d\n"));
    byte[] whole = Files.readAllBytes(file.file());
    whole[whole.length / 2] ^= 0x55;
    Files.write(file.file(), whole);
    assertFails(() -> read(file), "a.txt" + packing);
  }

  @Test
  void packingsThatAreNotReadAreNamed() throws IOException {
    Path file = folder.resolve("a.txt.zst");
    Files.write(file, new byte[] {0x28, (byte) 0xB5, 0x2F, (byte) 0xFD, 0, 0, 0, 0, 0, 0, 0});
    assertFails(() -> read(CorpusFile.of(file)), "a.txt.zst", ".zst", "gzip or xz");
    Path misnamed = Files.writeString(folder.resolve("a.txt.xz"), "<html>not found</html>\n");
    assertFails(() -> read(CorpusFile.of(misnamed)), "a.txt.xz is not packed as its name says");
    Path zip = folder.resolve("a.txt");
    Files.write(zip, new byte[] {'P', 'K', 3, 4, 0, 0});
    assertFails(() -> read(CorpusFile.of(zip)), "a spreadsheet or an archive");
  }

  @Test
  void unpackingNeverTakesMoreMemoryThanItMay() throws IOException {
    byte[] greedy = xz(bytes("one\n"));
    // The block header: size, flags, filter, size of its properties, and then the dictionary's.
    greedy[16] = 37; // 1.5 GiB
    var check = new CRC32();
    check.update(greedy, 12, 8);
    for (int i = 0; i < 4; i++) {
      greedy[20 + i] = (byte) (check.getValue() >>> (8 * i));
    }
    Path file = Files.write(folder.resolve("a.txt.xz"), greedy);
    assertFails(() -> read(CorpusFile.of(file)), "a.txt.xz: unpacking needs 1,5", "MiB", "xz -9");
  }

  @Test
  void aMissingFileIsToldBeforeTheOthersAreRead() throws IOException {
    CorpusFile one = write("one.txt", "1\n");
    var texts = new ArrayList<String>();
    assertFails(
        () ->
            new Corpus(List.of(one, CorpusFile.of(folder.resolve("no.txt"))))
                .forEach(texts::add, JobContext.detached()),
        "no.txt is not a file");
    assertThat(texts).isEmpty();
  }

  @Test
  void progressCountsTheBytesOnTheDiskOfAllFiles() throws IOException {
    CorpusFile one = write("one.txt.xz", lines("", "%d\n"));
    CorpusFile two = write("two.txt", "2\n".repeat(100_000));
    long total = Files.size(one.file()) + Files.size(two.file());
    var reports = new ArrayList<Progress>();
    new Corpus(List.of(one, two, one))
        .forEach(t -> {}, new JobContext(new Cancellation(), reports::add));
    assertThat(reports).extracting(Progress::done).isSorted();
    Progress last = reports.get(reports.size() - 1);
    assertThat(last.total()).isEqualTo(total + Files.size(one.file()));
    assertThat(last.done()).isEqualTo(last.total());
    assertThat(last.stage()).isEqualTo("Reading 3 files");
  }

  @Test
  void cancellingStopsTheReading() throws IOException {
    CorpusFile file = write("one.txt.gz", lines("", "%d\n"));
    var cancellation = new Cancellation();
    assertThatThrownBy(
            () ->
                new Corpus(List.of(file, file))
                    .forEach(
                        text -> cancellation.request("enough"),
                        new JobContext(cancellation, p -> {})))
        .isInstanceOf(JobCancelledException.class)
        .hasMessage("enough");
  }

  private List<String> read(String name, String content) throws IOException {
    return read(write(name, content));
  }

  private static List<String> read(CorpusFile... files) throws IOException {
    var texts = new ArrayList<String>();
    new Corpus(List.of(files)).forEach(texts::add, JobContext.detached());
    return texts;
  }

  private CorpusFile write(String name, String content) throws IOException {
    return write(name, content, UTF_8);
  }

  private CorpusFile write(String name, String content, Charset charset) throws IOException {
    byte[] bytes = pack(name, content.getBytes(charset));
    return CorpusFile.of(Files.write(folder.resolve(name), bytes));
  }

  private static byte[] pack(String name, byte[] bytes) throws IOException {
    return name.endsWith(".gz") ? gzip(bytes) : name.endsWith(".xz") ? xz(bytes) : bytes;
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    var packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    }
    return packed.toByteArray();
  }

  private static byte[] xz(byte[] bytes) throws IOException {
    var packed = new ByteArrayOutputStream();
    try (OutputStream out = new XZOutputStream(packed, new LZMA2Options(0))) {
      out.write(bytes);
    }
    return packed.toByteArray();
  }

  private static byte[] concat(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  /** Enough lines that packing cannot make one block of them. */
  private static String lines(String head, String line) {
    var random = new Random(5);
    var text = new StringBuilder(head);
    for (int i = 0; i < 100_000; i++) {
      text.append(line.formatted(random.nextInt()));
    }
    return text.toString();
  }

  private static void assertFails(ThrowingCallable reading, String... words) {
    assertThatThrownBy(reading)
        .isInstanceOf(DataFormatException.class)
        .hasMessageContainingAll(words);
  }
}
