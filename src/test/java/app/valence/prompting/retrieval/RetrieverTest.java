package app.valence.prompting.retrieval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import app.valence.jobs.JobContext;
import app.valence.model.ModelFiles;
import app.valence.model.TextEmbedder;
import app.valence.model.tokenizer.WordPieceTrainer;
import app.valence.tensor.Device;
import app.valence.tensor.Precision;
import app.valence.tensor.RuntimeOptions;
import app.valence.tensor.TensorRuntime;
import app.valence.tensor.ThreadWaiting;
import app.valence.training.pretraining.NewEncoder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RetrieverTest {
  private static final List<String> TEXTS =
      List.of(
          "The plot of the film is thin.",
          "The meal was cold and the waiter rude!",
          "the the the the",
          "A thin plot, and a thin cast.",
          "电影很好");

  private static List<Integer> examples(List<Neighbour> neighbours) {
    return neighbours.stream().map(Neighbour::example).toList();
  }

  private static List<Neighbour> nearest(Retriever retriever, String text, int count) {
    return retriever.nearest(List.of(text), count, JobContext.detached()).get(0);
  }

  @Test
  void rareWordsInCommonFindTheNeighbour() {
    var index = new TfIdfIndex(TEXTS);
    assertThat(examples(nearest(index, "the cold waiter", 1))).containsExactly(1);
    assertThat(examples(nearest(index, "THIN plot", 2))).containsExactly(3, 0);
    assertThat(examples(nearest(index, "好的电影", 1))).containsExactly(4);
  }

  @Test
  void aTextIsItsOwnNearestNeighbourAtACosineOfOne() {
    var index = new TfIdfIndex(TEXTS);
    for (int i = 0; i < TEXTS.size(); i++) {
      Neighbour first = nearest(index, TEXTS.get(i), 1).get(0);
      assertThat(first.example()).isEqualTo(i);
      assertThat(first.similarity()).isCloseTo(1, within(1e-5));
    }
  }

  @Test
  void nothingIsFoundForWordsThatNobodyUses() {
    var index = new TfIdfIndex(TEXTS);
    assertThat(nearest(index, "xyzzy", 3)).isEmpty();
    assertThat(nearest(index, "", 3)).isEmpty();
    assertThat(nearest(new TfIdfIndex(List.of()), "thin", 3)).isEmpty();
  }

  @Test
  void amongManyTextsTheOnesWithTheSameWordsAreFound() {
    var random = new SplittableRandom(3);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      var text = new StringBuilder("the ");
      for (int j = 0; j < 12; j++) {
        text.append('w').append(random.nextInt(5_000)).append(' ');
      }
      texts.add(text.toString());
    }
    var index = new TfIdfIndex(texts);
    for (int i = 0; i < 20_000; i += 2_500) {
      String part = texts.get(i).substring(0, texts.get(i).length() / 2);
      assertThat(examples(nearest(index, part, 1))).containsExactly(i);
    }
  }

  @Test
  void vectorsOfAnEncoderFindEqualTextsFirst() throws IOException {
    var options = new WordPieceTrainer.Options(120, 1, true);
    try (var tokenizer = WordPieceTrainer.train(TEXTS.subList(0, 4), options);
        var runtime =
            TensorRuntime.start(new RuntimeOptions(Device.CPU, 1, ThreadWaiting.PASSIVE));
        var scope = runtime.open()) {
      var encoder =
          ModelFiles.newMaskedLanguageModel(NewEncoder.config(tokenizer, 1, 32), scope, 1);
      var embedder = new TextEmbedder(encoder, tokenizer, Precision.FP32, scope);
      List<String> texts = TEXTS.subList(0, 4);
      var index = new EmbeddingIndex(texts, embedder, scope, JobContext.detached());
      for (int i = 0; i < texts.size(); i++) {
        List<Neighbour> found = nearest(index, texts.get(i), 3);
        assertThat(found).hasSize(3);
        assertThat(found.get(0).example()).isEqualTo(i);
        assertThat(found.get(0).similarity()).isCloseTo(1, within(1e-4));
        assertThat(found.get(1).similarity()).isLessThan(1);
      }
    }
  }
}
