package app.valence.data.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.valence.data.DataFormatException;
import app.valence.data.SharedData;
import app.valence.jobs.JobContext;
import java.io.IOException;
import java.nio.charset.Charset;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Real files with their original bytes, each of which has broken some reader. */
@Tag("shared")
class BadInputsTest {
  private static final Charset WINDOWS = Charset.forName("windows-1252");
  private static final ImportOptions DEFAULTS = ImportOptions.DEFAULTS;
  private static final ImportOptions UNLABELLED = ImportFixture.UNLABELLED;

  @Test
  void smsSpamNeedsItsEncodingAndItsColumns() throws IOException {
    refused("spam.csv", DEFAULTS, "line 7", "byte 606", "windows-1252", "£1.50");
    refused(
        "spam.csv",
        DEFAULTS.withEncoding(WINDOWS),
        "no column \"text\"",
        "v1, v2, (no name), (no name), (no name)");
    ImportedData data =
        read("spam.csv", DEFAULTS.withEncoding(WINDOWS).withTextColumn("v2").withLabelColumn("v1"));
    accepted(data, 5572, 0);
    assertThat(data.dataset().labels().names()).containsExactly("ham", "spam");
    assertThat(data.dataset().labelCounts()).containsExactly(4825, 747);
  }

  @Test
  void appleTweetsHaveAMarkAndLabelsOfTwoLines() throws IOException {
    ImportedData data =
        read("Apple-Twitter-Sentiment-DFE.csv", DEFAULTS.withLabelColumn("sentiment"));
    accepted(data, 3886, 0);
    assertThat(data.dataset().labels().names())
        .containsSubsequence("1", "3", "5")
        .contains("not_relevant");
    refused("Apple-Twitter-Sentiment-DFE.csv", DEFAULTS, "It may be \"sentiment\"");
  }

  @Test
  void phraseBankIsPlainTextInTwoEncodings() throws IOException {
    refused("Sentences_50Agree_cp1252.txt", UNLABELLED, "byte 2552", "0xF1", "windows-1252");
    accepted(read("Sentences_50Agree_cp1252.txt", UNLABELLED.withEncoding(WINDOWS)), 4846, 0);
    accepted(read("Sentences_50Agree_bom.txt", UNLABELLED), 4846, 0);
    refused("Sentences_50Agree_bom.txt", DEFAULTS, "has no labels");
    refused(
        "Sentences_50Agree_bom.txt",
        DEFAULTS.withDelimiter('@'),
        "no column \"text\"",
        "According to Gran");
  }

  @Test
  void airlineTweetsHaveQuotedLineBreaks() throws IOException {
    refused("airline_Tweets.csv", DEFAULTS, "It may be \"airline_sentiment\"");
    ImportedData data = read("airline_Tweets.csv", DEFAULTS.withLabelColumn("airline_sentiment"));
    accepted(data, 14640, 0);
    assertThat(data.dataset().labelCounts()).containsExactly(9178, 3099, 2363);
  }

  @Test
  void sarcasmTweetsHaveAnUnnamedColumnAndAnEmptyText() throws IOException {
    refused("isarcasm_train.En.csv", DEFAULTS, "It may be \"tweet\"");
    ImportedData data =
        read(
            "isarcasm_train.En.csv", DEFAULTS.withTextColumn("tweet").withLabelColumn("sarcastic"));
    accepted(data, 3467, 1);
    assertThat(data.rejected().get(0).reason()).isEqualTo("the text is empty");
    assertThat(data.dataset().labels().names()).containsExactly("0", "1");
  }

  @Test
  void hateTweetsHaveEmptyLines() throws IOException {
    accepted(read("tweeteval_hate_train_text.txt", UNLABELLED), 8993, 7);
  }

  @Test
  void aJsonArrayWithoutLabelsIsReadForPrediction() throws IOException {
    refused("husst_test_nolabels.json", DEFAULTS, "no field \"text\"", "id, Sent");
    refused("husst_test_nolabels.json", DEFAULTS.withTextColumn("Sent"), "no field \"label\"");
    accepted(read("husst_test_nolabels.json", UNLABELLED.withTextColumn("Sent")), 1165, 0);
  }

  @Test
  void reviewsInsideAnObjectAreFound() throws IOException {
    ImportedData data =
        read(
            "laroseda_positive.json",
            DEFAULTS.withTextColumn("content").withLabelColumn("starRating"));
    assertThat(data.dataset().size() + data.rejected().size()).isEqualTo(7500);
  }

  @Test
  void oneHugeRowIsOneRow() throws IOException {
    refused("one_huge_row.csv", DEFAULTS, "it has: test, train, val");
    ImportedData data = read("one_huge_row.csv", UNLABELLED.withTextColumn("train"));
    accepted(data, 1, 0);
    assertThat(data.dataset().examples().get(0).text().length()).isGreaterThan(160_000);
  }

  @Test
  void thaiTextsOfEmojiAndInvisibleCharactersAreKept() throws IOException {
    ImportedData data = read("wisesight_neu.txt", UNLABELLED);
    accepted(data, 14561, 0);
    assertThat(data.dataset().examples().get(0).text()).isEqualTo("🍾");
  }

  @Test
  void aBinaryIsNotText() throws IOException {
    refused("not_text.bin", UNLABELLED, "not a text file", "NUL");
  }

  private static void accepted(ImportedData data, int rows, int rejected) {
    assertThat(data.rejected().size()).isEqualTo(rejected);
    assertThat(data.dataset().size()).isEqualTo(rows);
  }

  private static void refused(String file, ImportOptions options, String... parts) {
    var path = SharedData.path("bad_inputs/" + file);
    assertThatThrownBy(() -> DatasetReader.read(path, options, JobContext.detached()))
        .isInstanceOf(DataFormatException.class)
        .hasMessageContaining(file)
        .hasMessageContainingAll(parts);
  }

  private static ImportedData read(String file, ImportOptions options) throws IOException {
    return DatasetReader.read(
        SharedData.path("bad_inputs/" + file), options, JobContext.detached());
  }
}
