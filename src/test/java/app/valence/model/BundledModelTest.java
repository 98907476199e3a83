package app.valence.model;

import static org.assertj.core.api.Assertions.assertThat;

import app.valence.data.LabelSet;
import app.valence.model.tokenizer.Tokenizer;
import app.valence.tensor.TensorScope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(TensorScopes.class)
class BundledModelTest {
  @TempDir Path cache;

  @Test
  void itTakesAtMostTwentyMegabytes() throws IOException {
    try (Stream<Path> files = Files.list(BundledModel.ENCODER.in(cache))) {
      long bytes = files.mapToLong(file -> file.toFile().length()).sum();
      assertThat(bytes).isBetween(1_000_000L, 20_000_000L);
    }
  }

  @Test
  void aClassifierAndAMaskedLanguageModelStartFromIt(TensorScope scope) throws IOException {
    Path folder = BundledModel.ENCODER.in(cache);
    var classifier =
        ModelFiles.classifierToTrain(
            folder,
            LabelSet.of(List.of("bad", "fair", "good")),
            ModelFiles.HeadPolicy.KEEP,
            scope,
            1);
    var languageModel = ModelFiles.maskedLanguageModel(folder, scope, 1);
    try (Tokenizer tokenizer = Tokenizer.load(folder)) {
      TokenizerFit.require(folder, classifier.model().config(), tokenizer);
    }
    // Of the classifier nothing but the output layer is new, of the language model nothing.
    assertThat(classifier.report().describe()).contains("classifier.weight");
    assertThat(classifier.report().describe()).doesNotContain("pooler");
    assertThat(languageModel.report().describe()).doesNotContain("drawn");
  }

  @Test
  void onlyWhatTheProgramHasIsOffered(@TempDir Path other) throws IOException {
    assertThat(BundledModel.offered()).startsWith(BundledModel.ENCODER);
    for (BundledModel model : BundledModel.offered()) {
      assertThat(model.in(other)).isDirectoryContaining("glob:**/tokenizer.json");
    }
    assertThat(BundledModel.isThere("valence-mini-xx")).isFalse();
    assertThat(BundledModel.named("valence-mini-lm-en")).contains(BundledModel.DECODER);
    assertThat(BundledModel.named("valence-mini-xx")).isEmpty();
  }

  @Test
  void aDamagedFileOfTheCacheIsReplaced() throws IOException {
    Path weights = BundledModel.ENCODER.in(cache).resolve(ModelFiles.WEIGHTS);
    byte[] whole = Files.readAllBytes(weights);
    Files.writeString(weights, "half");
    BundledModel.ENCODER.in(cache);
    assertThat(Files.readAllBytes(weights)).isEqualTo(whole);
  }

  @Test
  void itsCardSaysWhatItWasMadeOfAndWhatItCannotDo() throws IOException {
    assertThat(BundledModel.ENCODER.in(cache).resolve("README.md"))
        .content()
        .contains("## Data", "## Recipe", "## Measured", "## Limits");
  }
}
