package app.valence.training.loop;

import app.valence.data.LabelSet;
import app.valence.model.Architecture;
import app.valence.model.EncodedExamples;
import app.valence.model.ModelConfig;
import app.valence.model.tokenizer.Tokenizer;
import app.valence.model.tokenizer.WordPieceTrainer;
import app.valence.tensor.Activation;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** A tiny model and a task that it can learn in seconds: which of three tokens a text holds. */
final class TinyTask {
  static final int VOCABULARY = 40;
  static final LabelSet LABELS = LabelSet.of(List.of("negative", "neutral", "positive"));

  private TinyTask() {}

  static ModelConfig config(double dropout) {
    return new ModelConfig(
        Architecture.BERT,
        "bert",
        new ModelConfig.Size(VOCABULARY, 16, 16, 2, 2, 32, 32, 2),
        Activation.GELU,
        1e-12,
        new ModelConfig.Dropout(dropout, dropout, dropout),
        0.02,
        0,
        LABELS);
  }

  static EncodedExamples examples(int count, long seed) {
    var random = new SplittableRandom(seed);
    List<int[]> ids = new ArrayList<>();
    var labels = new int[count];
    for (int i = 0; i < count; i++) {
      var tokens = random.ints(4 + random.nextInt(12), 10, VOCABULARY).toArray();
      labels[i] = random.nextInt(3);
      tokens[0] = 2;
      tokens[1 + random.nextInt(tokens.length - 1)] = 5 + labels[i];
      ids.add(tokens);
    }
    return new EncodedExamples(ids, labels, 0);
  }

  @SuppressWarnings("MustBeClosedChecker") // The caller closes it.
  static Tokenizer tokenizer() throws Exception {
    return WordPieceTrainer.train(
        List.of("good bad fine good bad fine"), new WordPieceTrainer.Options(60, 1, true));
  }
}
