package app.valence.data.reading;

import static app.valence.data.reading.ImportFixture.rejected;
import static app.valence.data.reading.ImportFixture.rows;
import static org.assertj.core.api.Assertions.assertThat;

import app.valence.jobs.JobContext;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TabSeparatedImportTest {
  @TempDir Path folder;
  private ImportFixture files;

  @BeforeEach
  void useTheFolder() {
    files = new ImportFixture(folder);
  }

  @Test
  void aQuoteIsAnOrdinaryCharacter() throws Exception {
    ImportedData data =
        files.read("a.tsv", "text\tlabel\n\"Open only\tgood\n\"Both\" ends\tbad\n5\" disk\tbad\n");
    assertThat(rows(data))
        .containsExactly("2:good:\"Open only", "3:bad:\"Both\" ends", "4:bad:5\" disk");
    assertThat(data.format()).isEqualTo(FileFormat.TSV);
  }

  @Test
  void aTextThatIsAQuotationKeepsItsQuotes() throws Exception {
    assertThat(rows(files.read("a.tsv", "text\tlabel\n\"A quotation.\"\tgood\nplain\tbad\n")))
        .containsExactly("2:good:\"A quotation.\"", "3:bad:plain");
  }

  @Test
  void aQuotationWithQuotesInsideKeepsThem() throws Exception {
    assertThat(rows(files.read("a.tsv", "text\tlabel\n\"He: \"No, never\"\"\tgood\n")))
        .containsExactly("2:good:\"He: \"No, never\"\"");
  }

  @Test
  void quotesThatASpreadsheetNeededAreTakenOff() throws Exception {
    ImportedData data =
        files.read(
            "a.tsv",
            "text\tlabel\r\n\"say \"\"hi\"\"\"\tgood\r\n\"a\ttab\"\tbad\r\n"
                + "\"two\nlines\"\tbad\r\n\"x\"\tbad\r\n");
    assertThat(rows(data))
        .containsExactly("2:good:say \"hi\"", "3:bad:a\ttab", "4:bad:two\nlines", "6:bad:x");
  }

  @Test
  void quotesAroundEveryColumnNameAreTakenOff() throws Exception {
    assertThat(rows(files.read("a.tsv", "\"text\"\t\"label\"\n\"fine\"\t\"good\"\n")))
        .containsExactly("2:good:fine");
  }

  @Test
  void twoStrayQuotesInDifferentRowsDoNotSwallowTheRowsBetween() throws Exception {
    ImportedData data =
        files.read("a.tsv", "text\tlabel\n\"begin\tgood\nmiddle\tbad\nend\"\tgood\n");
    assertThat(rows(data)).containsExactly("2:good:\"begin", "3:bad:middle", "4:good:end\"");
  }

  @Test
  void oneMisplacedQuoteMakesEveryQuoteOrdinary() throws Exception {
    ImportedData data =
        files.read("a.tsv", "text\tlabel\n\"say \"\"hi\"\"\"\tgood\n19\" screen\tbad\n");
    assertThat(rows(data).get(0)).isEqualTo("2:good:\"say \"\"hi\"\"\"");
  }

  @Test
  void aMisplacedQuoteFarDownInAFileStillCounts() throws Exception {
    String content =
        "text\tlabel\n\"say \"\"hi\"\"\"\tgood\n"
            + "a rather ordinary row\tbad\n".repeat(20_000)
            + "\"open\tgood\n";
    ImportedData data = files.read("a.tsv", content);
    assertThat(data.dataset().size()).isEqualTo(20_002);
    assertThat(data.dataset().examples().get(0).text()).isEqualTo("\"say \"\"hi\"\"\"");
    assertThat(data.dataset().examples().get(20_001).text()).isEqualTo("\"open");
  }

  @Test
  void aStreamIsDecidedByItsBeginning() throws Exception {
    byte[] content = "text\tlabel\n\"say \"\"hi\"\"\"\tgood\n".getBytes(StandardCharsets.UTF_8);
    try (var rows =
        TextRowReader.open(
            new ByteArrayInputStream(content),
            "-",
            ImportOptions.DEFAULTS,
            r -> {},
            JobContext.detached())) {
      assertThat(rows.next().text()).isEqualTo("say \"hi\"");
      assertThat(rows.format()).isEqualTo(FileFormat.TSV);
    }
  }

  @Test
  void csvBetweenTabsAlwaysHonoursQuotes() throws Exception {
    ImportOptions options = ImportOptions.DEFAULTS.withFormat(FileFormat.CSV).withDelimiter('\t');
    assertThat(rows(files.read("a.tsv", "text\tlabel\n\"A quotation.\"\tgood\n", options)))
        .containsExactly("2:good:A quotation.");
  }

  @Test
  void rowsWithOtherFieldCountsAreRejected() throws Exception {
    ImportedData data = files.read("a.tsv", "text\tlabel\na\tb\tc\nonly\nfine\tgood\n");
    assertThat(rows(data)).containsExactly("4:good:fine");
    assertThat(rejected(data))
        .containsExactly(
            "2:the row has 3 fields, the header 2", "3:the row has 1 field, the header 2");
  }
}
