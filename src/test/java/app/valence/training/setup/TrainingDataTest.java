package app.valence.training.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.valence.data.LabelSet;
import app.valence.data.reading.ImportOptions;
import app.valence.jobs.JobContext;
import app.valence.model.EncodedExamples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run is put together from, in words that hold for every surface. */
class TrainingDataTest {
  private static final LabelSet ANY = LabelSet.of(List.of());

  @TempDir Path folder;

  private Path file(String name, int rows) throws IOException {
    var text = new StringBuilder("text\tlabel\n");
    for (int i = 0; i < rows; i++) {
      text.append("text ").append(i).append(i % 2 == 0 ? "\tgood\n" : "\tbad\n");
    }
    return Files.writeString(folder.resolve(name), text);
  }

  private static TrainingData read(TrainingData.Sources sources, LabelSet preferred)
      throws IOException {
    return TrainingData.read(sources, ImportOptions.DEFAULTS, preferred, 1, JobContext.detached());
  }

  private static TrainingData.Sources only(Path train, boolean withoutValidation) {
    return new TrainingData.Sources(train, Optional.empty(), withoutValidation, Optional.empty());
  }

  @Test
  void withoutValidationDataATenthIsSetAside() throws IOException {
    TrainingData data = read(only(file("train.tsv", 40), false), ANY);
    assertThat(data.validationIsSplitOff()).isTrue();
    assertThat(data.train().size()).isEqualTo(36);
    assertThat(data.validation().orElseThrow().size()).isEqualTo(4);
    assertThat(data.splits()).hasSize(2);
  }

  @Test
  void nothingIsSetAsideWhereNoneIsWanted() throws IOException {
    TrainingData data = read(only(file("train.tsv", 40), true), ANY);
    assertThat(data.train().size()).isEqualTo(40);
    assertThat(data.validation()).isEmpty();
  }

  @Test
  void tooFewExamplesAreRefusedWithoutTalkOfOptions() throws IOException {
    var sources = only(file("few.tsv", 2), false);
    assertThatThrownBy(() -> read(sources, ANY))
        .isInstanceOf(TooFewExamplesException.class)
        .hasMessageContainingAll("few.tsv has only 2 examples", "Name validation data")
        .hasMessageNotContaining("--");
  }

  @Test
  void theLabelsOfTheModelKeepTheirOrder() throws IOException {
    LabelSet model = LabelSet.of(List.of("good", "bad"));
    var sources = only(file("train.tsv", 40), true);
    assertThat(read(sources, model).train().labels()).isEqualTo(model);
    assertThat(read(sources, ANY).train().labels().names()).containsExactly("bad", "good");
  }

  @Test
  void cutTextsAreCountedWithWhatHelps() {
    var none = new EncodedExamples(List.of(new int[8], new int[3]), new int[2], 0);
    var encoded = new EncodedExamples(List.of(new int[8], new int[3]), new int[2], 1);
    assertThat(CutTexts.of("a.tsv", none, 8, 512)).isEmpty();
    assertThat(CutTexts.of("a.tsv", encoded, 8, 512).orElseThrow().message())
        .isEqualTo(
            "1 of 2 texts of a.tsv (50.0%) were cut to 8 tokens. A larger maximum length keeps more"
                + " of them, up to 512 tokens.");
    assertThat(CutTexts.of("a.tsv", encoded, 512, 512).orElseThrow().message())
        .contains("The model takes no more");
  }
}
