package app.valence.data;

import static org.assertj.core.api.Assertions.assertThat;

import app.valence.data.reading.DatasetReader;
import app.valence.data.reading.ImportOptions;
import app.valence.jobs.JobContext;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class DuplicateCheckTest {
  private static final LabelSet LABELS = LabelSet.of(List.of("bad", "good"));

  @Test
  void textsThatDifferInSpacesCapitalsOrCompatibleFormsAreTheSame() {
    for (String variant :
        List.of("STRASSE  ﬁne ", "straße\tfine", "\u00A0Strasse ﬁne", "ｓtraße fine")) {
      assertThat(TextKey.of(variant)).isEqualTo("strasse fine");
    }
    assertThat(TextKey.of("e\u0301")).isEqualTo(TextKey.of("É"));
    assertThat(TextKey.of("fine!")).isNotEqualTo(TextKey.of("fine"));
  }

  @Test
  void duplicatesInsideASplitPairTheFirstLineWithTheOthers() {
    var report = DuplicateCheck.of(List.of(data("a good", "b bad", "A good", "a  good")));
    assertThat(report.within(0))
        .extracting(p -> p.first().line() + "-" + p.second().line())
        .containsExactly("2-4", "2-5");
    assertThat(report.conflicts()).isEmpty();
  }

  @Test
  void everySharedTextIsOnePairAcrossTwoSplits() {
    var report =
        DuplicateCheck.of(
            List.of(data("a good", "a good", "b bad"), data("c bad"), data("a good", "a good")));
    assertThat(report.across(0, 2))
        .extracting(p -> p.first().text() + p.first().line() + "-" + p.second().line())
        .containsExactly("a2-2");
    assertThat(report.across(0, 1)).isEmpty();
    assertThat(report.within(2)).hasSize(1);
  }

  @Test
  void oneTextWithTwoLabelsIsAConflictEvenIfTheLabelsAreNumberedDifferently() {
    Dataset train = data("a good");
    Dataset same =
        new Dataset("test", List.of(new Example("a", 0, 2)), LabelSet.of(List.of("good", "bad")));
    Dataset other = data("a bad");
    assertThat(DuplicateCheck.of(List.of(train, same)).conflicts()).isEmpty();
    assertThat(DuplicateCheck.of(List.of(train, other)).conflicts()).hasSize(1);
  }

  @Test
  @Tag("shared")
  void findsTheTextsThatTweetEvalHateHasInTrainAndTest() throws Exception {
    var report = DuplicateCheck.of(List.of(hate("train"), hate("test")));
    List<DuplicateCheck.Pair> leaks = report.across(0, 1);
    assertThat(leaks.stream().filter(DuplicateCheck.Pair::isIdentical).count()).isEqualTo(232);
    // Three more differ in white space only.
    assertThat(leaks.size()).isEqualTo(235);
  }

  private static Dataset hate(String split) throws Exception {
    return DatasetReader.read(
            SharedData.path("tweeteval_hate/" + split + ".tsv"),
            ImportOptions.DEFAULTS,
            JobContext.detached())
        .dataset();
  }

  /** Examples from line 2 on, each given as its text and the name of its label. */
  private static Dataset data(String... rows) {
    var examples = new ArrayList<Example>();
    for (String row : rows) {
      int cut = row.lastIndexOf(' ');
      int label = LABELS.index(row.substring(cut + 1)).orElseThrow();
      examples.add(new Example(row.substring(0, cut), label, examples.size() + 2));
    }
    return new Dataset("data", examples, LABELS);
  }
}
