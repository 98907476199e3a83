package app.valence.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.valence.data.Dataset;
import app.valence.data.Example;
import app.valence.jobs.Cancellation;
import app.valence.jobs.JobCancelledException;
import app.valence.jobs.JobContext;
import app.valence.jobs.Progress;
import app.valence.model.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EncodedExamplesTest {
  private static Tokenizer tokenizer;

  /** Special tokens are 0 to 4, then good, bad, film. */
  @BeforeAll
  @SuppressWarnings("MustBeClosedChecker") // Closed after all tests.
  static void loadTokenizer(@TempDir Path folder) throws IOException {
    Files.write(
        folder.resolve("vocab.txt"),
        List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "good", "bad", "film"));
    tokenizer = Tokenizer.load(folder);
  }

  @AfterAll
  static void closeTokenizer() {
    tokenizer.close();
  }

  @Test
  void examplesBecomeIdsWithTheirLabelsInOrder() {
    var encoded = encode(16, example("good film", 2), example("", 0), example("odd", -1));
    assertThat(encoded.ids().get(0)).containsExactly(2, 5, 7, 3);
    assertThat(encoded.ids().get(1)).containsExactly(2, 3);
    assertThat(encoded.ids().get(2)).containsExactly(2, 1, 3);
    assertThat(encoded.labels()).containsExactly(2, 0, Example.UNLABELLED);
    assertThat(encoded.lengths()).containsExactly(4, 2, 3);
    assertThat(encoded.longest()).isEqualTo(4);
    assertThat(encoded.truncated()).isZero();
  }

  @Test
  void onlyTextsThatWereCutAreCounted() {
    var encoded =
        encode(4, example("good film", 0), example("good bad film", 1), example("bad bad bad", 1));
    assertThat(encoded.truncated()).isEqualTo(2);
    assertThat(encoded.ids().get(1)).containsExactly(2, 5, 6, 3);
  }

  @Test
  void unlabelledExamplesCountForNoClass() {
    var encoded = encode(8, example("good", 2), example("film", -1), example("good", 2));
    assertThat(encoded.classCounts(3)).containsExactly(0, 0, 2);
  }

  @Test
  void aBatchHoldsTheChosenExamplesInTheirOrder() {
    var encoded = encode(16, example("good film", 2), example("bad", 0), example("film", 1));
    int[] chosen = {2, 0};
    TokenBatch batch = encoded.batch(chosen, 0, 0);
    assertThat(batch.ids()).containsExactly(2, 7, 3, 0, 2, 5, 7, 3);
    assertThat(batch.lengths()).containsExactly(3, 4);
    assertThat(encoded.labels(chosen)).containsExactly(1, 2);
    assertThat(encoded.batch(chosen, 0, 9).length()).isEqualTo(9);
  }

  @Test
  void anEmptyDatasetGivesNoExamples() {
    var encoded = encode(8);
    assertThat(encoded.size()).isZero();
    assertThat(encoded.longest()).isZero();
    assertThat(encoded.classCounts(2)).containsExactly(0, 0);
    assertThat(encoded.batch(new int[0], 0, 0).rows()).isZero();
  }

  @Test
  void progressIsReportedInChunksAndEndsWithAll() {
    List<Progress> reports = new ArrayList<>();
    var dataset = dataset(Collections.nCopies(1_500, example("good", 0)));
    var encoded =
        EncodedExamples.encode(
            dataset, tokenizer, 8, new JobContext(new Cancellation(), reports::add));
    assertThat(encoded.size()).isEqualTo(1_500);
    assertThat(reports).extracting(Progress::done).containsExactly(1_000L, 1_500L);
    assertThat(reports).allMatch(report -> report.total() == 1_500);
  }

  @Test
  void aCancelledJobStopsTokenizing() {
    var cancellation = new Cancellation();
    cancellation.request("enough");
    var context = new JobContext(cancellation, report -> {});
    var dataset = dataset(List.of(example("good", 0)));
    assertThatThrownBy(() -> EncodedExamples.encode(dataset, tokenizer, 8, context))
        .isInstanceOf(JobCancelledException.class);
  }

  private static EncodedExamples encode(int maximumLength, Example... examples) {
    return EncodedExamples.encode(
        dataset(List.of(examples)), tokenizer, maximumLength, JobContext.detached());
  }

  private static Dataset dataset(List<Example> examples) {
    return new Dataset("test", examples, TinyModels.LABELS);
  }

  private static Example example(String text, int label) {
    return new Example(text, label, 1);
  }
}
