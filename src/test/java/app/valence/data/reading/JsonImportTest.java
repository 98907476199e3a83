package app.valence.data.reading;

import static app.valence.data.reading.ImportFixture.rejected;
import static app.valence.data.reading.ImportFixture.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.valence.data.DataFormatException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonImportTest {
  private static final String TWO_LINES =
      "{\"text\": \"a\\nb\", \"label\": \"x\"}\n\n{\"label\": 2, \"text\": \"ü\", \"more\": [{}]}\n";

  @TempDir Path folder;
  private ImportFixture files;

  @BeforeEach
  void useTheFolder() {
    files = new ImportFixture(folder);
  }

  @Test
  void jsonLinesAreReadUnderAnyEnding() throws Exception {
    for (String name : new String[] {"a.jsonl", "a.ndjson", "a.json", "a"}) {
      ImportedData data = files.read(name, TWO_LINES);
      assertThat(rows(data)).containsExactly("1:x:a\nb", "3:2:ü");
      assertThat(data.format()).isEqualTo(FileFormat.JSON_LINES);
    }
  }

  @Test
  void anArrayOfObjectsIsReadWithItsLines() throws Exception {
    for (String name : new String[] {"a.json", "a"}) {
      ImportedData data =
          files.read(
              name,
              """
              [
                {"text": "one", "label": "x"},
                {
                  "text": "two", "label": true
                }
              ]
              """);
      assertThat(rows(data)).containsExactly("2:x:one", "3:true:two");
      assertThat(data.format()).isEqualTo(FileFormat.JSON);
    }
  }

  @Test
  void theOneArrayOfObjectsInsideAnObjectIsRead() throws Exception {
    String wrapped =
        """
        {"version": {"list": [1, [2]]}, "tags": ["a", ["b"]],
         "reviews": [{"content": "one", "stars": 5}, {"content": "two", "stars": 1}],
         "end": []}
        """;
    ImportOptions options =
        ImportOptions.DEFAULTS.withTextColumn("content").withLabelColumn("stars");
    assertThat(rows(files.read("a.json", wrapped, options))).containsExactly("2:5:one", "2:1:two");
    assertThat(rows(files.read("b.json", wrapped.replace("\n", " "), options)))
        .containsExactly("1:5:one", "1:1:two");
  }

  @Test
  void aSecondArrayOfObjectsIsRefused() {
    assertThatThrownBy(
            () ->
                files.read(
                    "a.json",
                    "{\"a\": [{\"text\":\"t\",\"label\":\"x\"}],\n \"b\": [{\"text\":\"u\"}]}"))
        .isInstanceOf(DataFormatException.class)
        .hasMessageContainingAll("a.json, line 2", "one list");
  }

  @Test
  void aDocumentWithoutObjectsIsRefused() {
    assertThatThrownBy(() -> files.read("a.json", "{\"text\": 1,\n \"label\": 2}"))
        .hasMessageContaining("no list of JSON objects");
    assertThatThrownBy(() -> files.read("b.json", "[]")).hasMessageContaining("no rows");
    assertThatThrownBy(() -> files.read("c.json", "")).hasMessageContaining("c.json");
  }

  @Test
  void unusableLinesAreRejectedWithLineAndReason() throws Exception {
    ImportedData data =
        files.read(
            "a.jsonl",
            """
            {"text": "fine", "label": "x"}
            {"text": "cut", "label":
            [1]
            {"text": null, "label": "x"}
            {"label": "x"}
            {"text": "no label"}
            {"text": ["a"], "label": "x"}
            {"text": "trailing", "label": "x"} {}
            {"text": "fine", "label": "y"}
            """);
    assertThat(rows(data)).containsExactly("1:x:fine", "9:y:fine");
    assertThat(rejected(data)).hasSize(7);
    assertThat(rejected(data).get(0)).startsWith("2:not valid JSON: ");
    assertThat(rejected(data).subList(1, 6))
        .containsExactly(
            "3:this is not a JSON object with fields",
            "4:the text is empty",
            "5:there is no field \"text\"",
            "6:there is no field \"label\"",
            "7:the text or the label is a list or an object");
    assertThat(rejected(data).get(6)).startsWith("8:not valid JSON: ");
  }

  @Test
  void aBrokenDocumentIsReportedWithItsLine() {
    assertThatThrownBy(
            () -> files.read("a.json", "[\n{\"text\": \"a\", \"label\": \"x\"},\n{\"text\": b}\n]"))
        .isInstanceOf(DataFormatException.class)
        .hasMessageContainingAll("a.json, line 3", "not valid JSON");
    assertThatThrownBy(() -> files.read("b.json", "[\n{\"text\": \"a\", \"label\": \"x\"},\n"))
        .isInstanceOf(DataFormatException.class)
        .hasMessageContainingAll("b.json", "not valid JSON");
  }

  @Test
  void missingFieldsAreAnsweredWithTheFieldsThatExist() {
    assertThatThrownBy(() -> files.read("a.json", "[{\"id\": 1, \"Sent\": \"x\"}]"))
        .hasMessageContainingAll(
            "a.json has no field \"text\"; it has: id, Sent", "It may be \"Sent\"");
    assertThatThrownBy(
            () ->
                files.read(
                    "a.json",
                    "[{\"id\": 1, \"Sent\": \"x\"}]",
                    ImportOptions.DEFAULTS.withTextColumn("sent")))
        .hasMessageContaining("no field \"label\" or \"target\"");
  }

  @Test
  void whereLabelsAreOptionalTheyMayTurnUpLater() throws Exception {
    ImportedData data =
        files.read(
            "a.jsonl",
            "{\"text\": \"a\"}\n{\"text\": \"b\", \"label\": \"x\"}\n{\"text\": \"c\"}\n",
            ImportFixture.UNLABELLED);
    assertThat(rows(data)).containsExactly("1:-:a", "2:x:b", "3:-:c");
  }

  @Test
  void aLineWithoutEndIsCutOffAndRejected() throws Exception {
    ImportedData data =
        files.read(
            "a.jsonl",
            "{\"text\": \"" + "x".repeat(8_100_000) + "\"}\n{\"text\": \"ok\"}\n",
            ImportFixture.UNLABELLED);
    assertThat(rows(data)).containsExactly("2:-:ok");
    assertThat(rejected(data)).containsExactly("1:the line is longer than 8,000,000 characters");
  }
}
