package app.valence.data.reading;

import static app.valence.data.reading.ImportFixture.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.valence.data.LabelSet;
import app.valence.data.UnknownLabelException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetReaderTest {
  @TempDir Path folder;

  @Test
  void labelNumbersDoNotDependOnTheOrderOfTheRows() throws Exception {
    var files = new ImportFixture(folder);
    ImportedData data = files.read("a.csv", "text,label\na, 10\nb,9 \nc,1\nd,10\n");
    assertThat(data.dataset().labels().names()).containsExactly("1", "9", "10");
    assertThat(data.dataset().examples()).extracting(e -> e.label()).containsExactly(2, 1, 0, 2);
    ImportedData words = files.read("b.csv", "text,label\na,neutral\nb,good\nc,Bad\n");
    assertThat(words.dataset().labels().names()).containsExactly("Bad", "good", "neutral");
  }

  @Test
  void knownLabelsKeepTheirOrderAndTheirNumbers() throws Exception {
    LabelSet known = LabelSet.of(List.of("pos", "neu", "neg"));
    ImportedData data =
        new ImportFixture(folder)
            .read(
                "a.csv",
                "text,label\na,neg\nb,pos\n",
                ImportOptions.DEFAULTS.withKnownLabels(known));
    assertThat(data.dataset().labels()).isEqualTo(known);
    assertThat(data.dataset().examples()).extracting(e -> e.label()).containsExactly(2, 0);
  }

  @Test
  void aLabelThatIsNotKnownIsReportedWithItsLine() {
    LabelSet known = LabelSet.of(List.of("pos", "neg"));
    assertThatThrownBy(
            () ->
                new ImportFixture(folder)
                    .read(
                        "a.csv",
                        "text,label\na,neg\nb,meh\n",
                        ImportOptions.DEFAULTS.withKnownLabels(known)))
        .isInstanceOfSatisfying(
            UnknownLabelException.class,
            e -> {
              assertThat(e.label()).isEqualTo("meh");
              assertThat(e.line()).isEqualTo(3);
            })
        .hasMessageContainingAll("a.csv, line 3", "\"meh\"", "pos, neg");
  }

  @Test
  void rowsWithoutLabelsStayUnlabelledWhereLabelsAreOptional() throws Exception {
    ImportedData data =
        new ImportFixture(folder).read("a.csv", "text,label\na,x\nb,\n", ImportFixture.UNLABELLED);
    assertThat(rows(data)).containsExactly("2:x:a", "3:-:b");
  }
}
