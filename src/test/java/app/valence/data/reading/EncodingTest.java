package app.valence.data.reading;

import static app.valence.data.reading.ImportFixture.rows;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.valence.data.DataFormatException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EncodingTest {
  private static final Charset WINDOWS = Charset.forName("windows-1252");
  private static final String TABLE = "text,label\nschön 😀,gut\n“quoted”,так\n";
  private static final String[] ROWS = {"2:gut:schön 😀", "3:так:“quoted”"};

  @TempDir Path folder;

  @Test
  void utf8IsReadWithAndWithoutAMark() throws Exception {
    var files = new ImportFixture(folder);
    assertThat(rows(files.read("a.csv", TABLE))).containsExactly(ROWS);
    assertThat(rows(files.read("b.csv", "\uFEFF" + TABLE))).containsExactly(ROWS);
  }

  @Test
  void utf16IsReadByItsMarkOrByItsZeroBytes() throws Exception {
    var files = new ImportFixture(folder);
    for (Charset charset : new Charset[] {UTF_16LE, UTF_16BE}) {
      for (String mark : new String[] {"\uFEFF", ""}) {
        ImportedData data = files.read("a.csv", mark + TABLE, charset, ImportOptions.DEFAULTS);
        assertThat(rows(data)).containsExactly(ROWS);
        assertThat(data.encoding()).isEqualTo(charset);
      }
    }
  }

  @Test
  void aChosenUtf16LeavesTheByteOrderToTheMark() throws Exception {
    ImportedData data =
        new ImportFixture(folder)
            .read("a.csv", "\uFEFF" + TABLE, UTF_16LE, ImportOptions.DEFAULTS.withEncoding(UTF_16));
    assertThat(rows(data)).containsExactly(ROWS);
  }

  @Test
  void theFirstBadByteIsNamedWithItsLineAndAPreviewInWindows1252() {
    byte[] content = "text,label\r\nfine,good\r\ncafé für 1 €,bad\r\n".getBytes(WINDOWS);
    assertThatThrownBy(
            () -> new ImportFixture(folder).read("a.csv", content, ImportOptions.DEFAULTS))
        .isInstanceOf(DataFormatException.class)
        .hasMessageContainingAll(
            "a.csv, line 3",
            "0xE9 at byte 26",
            "not valid UTF-8",
            "café für 1 €,bad.",
            "windows-1252");
  }

  @Test
  void theChosenEncodingReadsWhatIsNotUtf8() throws Exception {
    ImportedData data =
        new ImportFixture(folder)
            .read(
                "a.csv",
                "text,label\ncafé 1 €,bad\n",
                WINDOWS,
                ImportOptions.DEFAULTS.withEncoding(WINDOWS));
    assertThat(rows(data)).containsExactly("2:bad:café 1 €");
  }

  @Test
  void aByteThatTheChosenEncodingDoesNotHaveIsRefused() {
    byte[] content = {'t', 'e', 'x', 't', '\n', 'a', (byte) 0x81, '\n'};
    assertThatThrownBy(
            () ->
                new ImportFixture(folder)
                    .read("a.csv", content, ImportFixture.UNLABELLED.withEncoding(WINDOWS)))
        .isInstanceOf(DataFormatException.class)
        .hasMessageContainingAll("line 2", "0x81 at byte 6", "not valid windows-1252");
  }

  @Test
  void aCharacterCutOffAtTheEndIsRefused() {
    byte[] content = {'t', 'e', 'x', 't', '\n', (byte) 0xC3};
    assertThatThrownBy(
            () -> new ImportFixture(folder).read("a.csv", content, ImportFixture.UNLABELLED))
        .hasMessageContainingAll("line 2", "0xC3 at byte 5");
  }

  @Test
  void aBinaryFileIsRefused() {
    byte[] content = {'t', 'e', 'x', 't', 0, 1, 0, 0};
    assertThatThrownBy(
            () -> new ImportFixture(folder).read("a.txt", content, ImportFixture.UNLABELLED))
        .isInstanceOf(DataFormatException.class)
        .hasMessageContainingAll("a.txt is not a text file", "NUL byte at byte 4");
  }

  @Test
  void aSpreadsheetOrArchiveIsToldHowToBecomeReadable() {
    byte[] content = {'P', 'K', 3, 4, 0x14, 0, 6, 0};
    assertThatThrownBy(
            () -> new ImportFixture(folder).read("a.csv", content, ImportOptions.DEFAULTS))
        .hasMessageContaining("Save its table as CSV");
  }

  @Test
  void aNulFarDownIsRefusedWithItsLine() {
    String content = "some text\n".repeat(40_000) + "a\0b\n";
    assertThatThrownBy(
            () -> new ImportFixture(folder).read("a.txt", content, ImportFixture.UNLABELLED))
        .hasMessageContainingAll("line 40001", "NUL");
  }

  @Test
  void aBadByteFarDownIsNamedWithItsPosition() throws Exception {
    var content = new ByteArrayOutputStream();
    content.write("text\n".getBytes(UTF_8));
    content.write("ääää ö\r\n".repeat(50_000).getBytes(UTF_8));
    content.write("über Grün\n".getBytes(WINDOWS));
    long badByte = 5 + 50_000L * 13;
    assertThatThrownBy(
            () ->
                new ImportFixture(folder)
                    .read("a.csv", content.toByteArray(), ImportFixture.UNLABELLED))
        .hasMessageContainingAll("line 50002", "at byte " + badByte + " ", ": über Grün.");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 4096})
  void decodingDoesNotDependOnHowTheBytesArrive(int most) throws Exception {
    String text = "aä€😀\r\n".repeat(3_000);
    InputStream dribble =
        new ByteArrayInputStream(text.getBytes(UTF_8)) {
          @Override
          public synchronized int read(byte[] target, int offset, int length) {
            return super.read(target, offset, Math.min(most, length));
          }
        };
    var decoded = new StringWriter();
    new StrictDecoder("a.txt", dribble, UTF_8, 0).transferTo(decoded);
    assertThat(decoded.toString()).isEqualTo(text);
  }
}
