package app.valence.data.reading;

import static org.assertj.core.api.Assertions.assertThat;

import app.valence.data.SharedData;
import app.valence.jobs.JobContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

@Tag("shared")
class SharedCorporaTest {
  @TestFactory
  List<DynamicTest> everyCorpusHasTheRowsItsIndexStates() throws IOException {
    Path index = SharedData.path("INDEX.tsv");
    var tests = new ArrayList<DynamicTest>();
    for (String line : Files.readAllLines(index).subList(1, Files.readAllLines(index).size())) {
      String[] fields = line.split("\t", -1);
      for (String split : fields[1].split(" ", -1)) {
        String[] count = split.split("=", -1);
        String file = fields[0] + "/" + count[0] + ".tsv";
        tests.add(DynamicTest.dynamicTest(file, () -> hasRows(file, Integer.parseInt(count[1]))));
      }
    }
    assertThat(tests).hasSizeGreaterThan(30);
    return tests;
  }

  @Test
  void imdbIsReadFromJsonLines() throws IOException {
    hasRows("imdb/train.jsonl", 4000);
    hasRows("imdb/test.jsonl", 2000);
  }

  private static void hasRows(String file, int count) throws IOException {
    boolean labelled = !file.equals("husst_hungarian/test.tsv");
    ImportOptions options = labelled ? ImportOptions.DEFAULTS : ImportFixture.UNLABELLED;
    ImportedData data = DatasetReader.read(SharedData.path(file), options, JobContext.detached());
    assertThat(data.rejected()).isEmpty();
    assertThat(data.dataset().size()).isEqualTo(count);
    assertThat(data.dataset().labels().size()).isBetween(labelled ? 2 : 0, 5);
    // Nothing was taken off: every text is in the file as it stands.
    if (file.endsWith(".tsv")) {
      List<String> lines = Files.readAllLines(SharedData.path(file));
      assertThat(data.dataset().examples())
          .allMatch(
              e ->
                  lines
                      .get((int) e.line() - 1)
                      .equals(
                          e.text()
                              + "\t"
                              + (labelled ? data.dataset().labels().name(e.label()) : "")));
    }
  }
}
