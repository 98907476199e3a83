package app.valence.data.reading;

import static app.valence.data.reading.ImportFixture.rejected;
import static app.valence.data.reading.ImportFixture.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.valence.data.DataFormatException;
import app.valence.jobs.JobContext;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DelimitedImportTest {
  @TempDir Path folder;
  private ImportFixture files;

  @BeforeEach
  void useTheFolder() {
    files = new ImportFixture(folder);
  }

  @Test
  void quotedFieldsMayHoldDelimitersQuotesAndLineBreaks() throws Exception {
    ImportedData data =
        files.read("a.csv", "id,text,label\r\n1,\"a, \"\"b\"\"\r\nc\",good\r\n2,plain,bad\r\n");
    assertThat(rows(data)).containsExactly("2:good:a, \"b\"\r\nc", "4:bad:plain");
    assertThat(data.rejected()).isEmpty();
    assertThat(data.format()).isEqualTo(FileFormat.CSV);
  }

  @Test
  void lineNumbersCountEveryKindOfLineEnd() throws Exception {
    ImportedData data = files.read("a.csv", "text,label\ra,x\r\nb,x\n\"c\r\rd\",x\ne,x");
    assertThat(rows(data)).containsExactly("2:x:a", "3:x:b", "4:x:c\r\rd", "7:x:e");
  }

  @ParameterizedTest
  @ValueSource(chars = {',', ';', '\t', '|'})
  void theDelimiterIsFoundFromTheHeaderAndTheFirstRows(char delimiter) throws Exception {
    String d = String.valueOf(delimiter);
    String content =
        String.join(d, "id", "text", "label")
            + String.join(d, "\n1", "\"so, so | la; la\tla\"", "good")
            + String.join(d, "\n2", "well", "bad");
    ImportedData data = files.read("a.csv", content);
    assertThat(data.delimiter()).contains(delimiter);
    assertThat(rows(data)).contains("2:good:so, so | la; la\tla", "3:bad:well");
  }

  @Test
  void aGivenDelimiterIsUsedEvenInAPlainTextFile() throws Exception {
    ImportedData data =
        files.read("a.txt", "text@label\na, b@good\n", ImportOptions.DEFAULTS.withDelimiter('@'));
    assertThat(rows(data)).containsExactly("2:good:a, b");
  }

  @Test
  void oneColumnIsATableToo() throws Exception {
    ImportedData data = files.read("a.csv", "text\nhello\nworld\n", ImportFixture.UNLABELLED);
    assertThat(rows(data)).containsExactly("2:-:hello", "3:-:world");
  }

  @Test
  void columnNamesAreMatchedWithoutSpacesAndCapitals() throws Exception {
    assertThat(rows(files.read("a.csv", " TEXT , Target \na,x\n"))).containsExactly("2:x:a");
    assertThat(rows(files.read("b.csv", "target,text,label\na,b,c\n"))).containsExactly("2:c:b");
  }

  @Test
  void namedColumnsReplaceTheDefaultOnes() throws Exception {
    ImportOptions options =
        ImportOptions.DEFAULTS.withTextColumn("Review").withLabelColumn("stars");
    assertThat(rows(files.read("a.csv", "text,review,stars,label\na,b,5,x\n", options)))
        .containsExactly("2:5:b");
  }

  @Test
  void aMissingTextColumnIsAnsweredWithTheColumnsThatExist() {
    assertThatThrownBy(() -> files.read("reviews.csv", "id,user_review,stars\n1,a,5\n"))
        .isInstanceOf(DataFormatException.class)
        .hasMessage(
            "reviews.csv has no column \"text\"; it has: id, user_review, stars. Name the column of"
                + " the texts. It may be \"user_review\".");
  }

  @Test
  void aMissingLabelColumnIsAnsweredWithTheColumnsThatExist() {
    assertThatThrownBy(() -> files.read("a.csv", "text,airline_sentiment\na,x\n"))
        .hasMessageContainingAll(
            "no column \"label\" or \"target\"",
            "it has: text, airline_sentiment",
            "It may be \"airline_sentiment\"");
  }

  @Test
  void aColumnThatSoundsLikeLabelsIsNotSuggestedForTexts() {
    assertThatThrownBy(() -> files.read("a.csv", "sentiment,words\nx,a\n"))
        .hasMessageEndingWith("Name the column of the texts.");
  }

  @Test
  void aDelimiterThatHasAnotherMeaningIsRefused() {
    for (char c : new char[] {'"', '\n', '\r', '\0'}) {
      assertThatThrownBy(() -> ImportOptions.DEFAULTS.withDelimiter(c))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void anotherDelimiterMakesATsvFileATableWithQuotes() throws Exception {
    ImportedData data =
        files.read(
            "a.tsv", "text;label\n\"a; b\";good\n", ImportOptions.DEFAULTS.withDelimiter(';'));
    assertThat(rows(data)).containsExactly("2:good:a; b");
  }

  @Test
  void aNamedLabelColumnMustExistEvenWhereLabelsAreOptional() {
    assertThatThrownBy(
            () ->
                files.read(
                    "a.csv", "text,label\na,x\n", ImportFixture.UNLABELLED.withLabelColumn("mood")))
        .hasMessageContaining("no column \"mood\"");
  }

  @Test
  void twoColumnsOfOneNameAreRefusedUnlessOneFitsExactly() throws Exception {
    assertThatThrownBy(() -> files.read("a.csv", "text,LABEL,Label\na,x,y\n"))
        .hasMessageContaining("2 columns named");
    assertThat(rows(files.read("b.csv", "text,LABEL,label\na,x,y\n"))).containsExactly("2:y:a");
  }

  @Test
  void rowsThatCannotBeUsedAreRejectedWithLineAndReason() throws Exception {
    ImportedData data =
        files.read(
            "a.csv",
            """
            text,label
            fine,good
            ,bad
            \u00a0\u200b ,bad
            no label,
            blank label,\s
            too,many,fields
            few

            "stray" quote,bad
            fine,bad
            """);
    assertThat(rows(data)).containsExactly("2:good:fine", "11:bad:fine");
    assertThat(rejected(data))
        .containsExactly(
            "3:the text is empty",
            "4:the text is empty",
            "5:the label is empty",
            "6:the label is empty",
            "7:the row has 3 fields, the header 2",
            "8:the row has 1 field, the header 2",
            "9:the line is empty",
            "10:there is text after a closing quote; quotes inside a field must be doubled");
  }

  @Test
  void wordsThatOtherReadersTakeForMissingOrTypedStayText() throws Exception {
    ImportedData data =
        files.read("a.csv", "text,label\nNA,NA\nnull,null\nT,T\n0,0\nN/A,*\n 1.50 ,1.50\n");
    assertThat(rows(data))
        .containsExactly("2:NA:NA", "3:null:null", "4:T:T", "5:0:0", "6:*:N/A", "7:1.50: 1.50 ");
  }

  @Test
  void aQuoteInsideAnUnquotedFieldIsAnOrdinaryCharacter() throws Exception {
    assertThat(rows(files.read("a.csv", "text,label\n5\" disk,good\nsay \"x\" \"y\",bad\n")))
        .containsExactly("2:good:5\" disk", "3:bad:say \"x\" \"y\"");
  }

  @Test
  void anUnclosedQuoteIsReportedWhereItOpened() {
    String content = "text,label\nfine,good\n\"open,bad\n" + "more,good\n".repeat(100);
    assertThatThrownBy(() -> files.read("a.csv", content))
        .isInstanceOf(DataFormatException.class)
        .hasMessageContainingAll("a.csv, line 3", "never closed");
  }

  @Test
  void aQuoteLeftOpenBeyondEveryLimitIsReportedWhereItOpened() {
    String content = "text,label\nfine,good\n\"open,bad\n" + "more,good\n".repeat(2_000_000);
    assertThatThrownBy(() -> files.read("a.csv", content))
        .isInstanceOf(DataFormatException.class)
        .hasMessageContainingAll("a.csv", "quote", "line 3");
  }

  @Test
  void aCellOfMoreThanAMillionCharactersIsRejected() throws Exception {
    String million = "x".repeat(1_000_000);
    ImportedData data =
        files.read("a.csv", "text,label\n" + million + ",good\n" + million + "x,bad\nok,bad\n");
    assertThat(data.dataset().examples()).extracting(e -> e.line()).containsExactly(2L, 4L);
    assertThat(rejected(data)).containsExactly("3:a cell is longer than 1,000,000 characters");
  }

  @Test
  void anEmptyFileIsRefused() {
    assertThatThrownBy(() -> files.read("a.csv", "")).hasMessageContaining("a.csv is empty");
    assertThatThrownBy(() -> files.read("b.csv", "\n\n")).hasMessageContaining("b.csv is empty");
    assertThatThrownBy(() -> files.read("c.csv", "text,label\n"))
        .hasMessageContaining("c.csv has no rows");
  }

  @Test
  void aFileWithoutAnyUsableRowSaysWhy() {
    assertThatThrownBy(() -> files.read("a.csv", "text,label\na,\nb,\n"))
        .hasMessageContainingAll("no usable row among 2", "line 2: the label is empty");
  }

  @Test
  void aFileThatDoesNotExistIsNamed() {
    assertThatThrownBy(
            () ->
                DatasetReader.read(
                    folder.resolve("gone.csv"), ImportOptions.DEFAULTS, JobContext.detached()))
        .hasMessageContainingAll("gone.csv", "not a file");
  }
}
