package app.valence.training.pretraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.valence.model.tokenizer.Tokenizer;
import app.valence.training.BatchSettings;
import app.valence.training.loop.LabelledBatch;
import com.google.errorprone.annotations.MustBeClosed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NextTokensTest {
  private static final int LENGTH = 10;

  @TempDir Path folder;
  private final Tokenizer tokenizer = TinyTexts.decoderTokenizer();
  private final NextTokens modelling = new NextTokens(tokenizer);
  private final int end = tokenizer.specialTokens().separator().orElseThrow();

  @AfterEach
  void close() {
    tokenizer.close();
  }

  @MustBeClosed
  private TokenFile text(Tokenizer pieces) throws IOException {
    return TinyTexts.tokens(TinyTexts.sentences(50, 1), pieces, folder.resolve("tokens"));
  }

  /** The same vocabulary, whose texts begin with a token of their own. */
  @MustBeClosed
  private Tokenizer withBeginToken() throws IOException {
    tokenizer.save(folder);
    Path config = folder.resolve("tokenizer_config.json");
    String named = Files.readString(config);
    Files.writeString(
        config, named.replace("\"bos_token\" : \"<|endoftext|>\"", "\"bos_token\" : \"<pad>\""));
    return Tokenizer.load(folder);
  }

  @Test
  void eachPositionButTheLastOfASequenceIsToGuessTheTokenAfterIt() {
    int[] ids = IntStream.range(100, 100 + 3 * LENGTH).toArray();
    LabelledBatch batch = modelling.batch(ids.clone(), 3, new SplittableRandom(1));
    assertThat(batch.tokens().ids()).isEqualTo(ids);
    assertThat(batch.tokens().lengths()).containsOnly(LENGTH);
    long[] positions = batch.positions();
    assertThat(positions).hasSize(3 * (LENGTH - 1)).doesNotContain(9, 19, 29);
    for (int i = 0; i < positions.length; i++) {
      assertThat(batch.labels()[i]).isEqualTo(ids[(int) positions[i] + 1]);
      assertThat(positions[i] / LENGTH)
          .as("nothing is guessed of another sequence")
          .isEqualTo((positions[i] + 1) / LENGTH);
    }
  }

  @Test
  void sequencesAreFullStretchesOfTheTextWithAnEndTokenBetweenTexts() throws IOException {
    try (TokenFile text = text(tokenizer)) {
      PackedSequences sequences = modelling.pack(text, LENGTH);
      assertThat((long) sequences.size()).isEqualTo(text.tokens() / LENGTH);
      var all = new int[sequences.size() * LENGTH];
      for (int i = 0; i < sequences.size(); i++) {
        sequences.copy(i, all, i * LENGTH);
      }
      assertThat(Arrays.stream(all).filter(id -> id == end).count()).isBetween(48L, 50L);
      assertThat(tokenizer.decode(all, false).split("<\\|endoftext\\|>", -1)[3])
          .isEqualTo(TinyTexts.sentences(50, 1).get(3));
    }
  }

  @Test
  void sequencesBeginWithATokenThatNothingElseThanBeginsTexts() throws IOException {
    try (Tokenizer pieces = withBeginToken();
        TokenFile text = text(pieces)) {
      PackedSequences sequences = new NextTokens(pieces).pack(text, LENGTH);
      var ids = new int[LENGTH];
      var next = new int[LENGTH];
      sequences.copy(0, ids, 0);
      sequences.copy(1, next, 0);
      assertThat(ids[0]).isEqualTo(next[0]).isEqualTo(1);
      var bare = new int[2 * (LENGTH - 1)];
      text.read(0, bare, 0, bare.length);
      assertThat(Arrays.copyOfRange(next, 1, LENGTH))
          .isEqualTo(Arrays.copyOfRange(bare, LENGTH - 1, bare.length));
    }
  }

  @Test
  void aStepIsSplitSoThatFewPositionsAreScoredAtOnceAndLosesNone() throws IOException {
    try (TokenFile text = text(tokenizer)) {
      PackedSequences sequences = modelling.pack(text, 8);
      var settings = new BatchSettings(1_200, 1, false, 0);
      int wanted = Math.min(1_200, sequences.size());
      var whole = new SequenceBatches(sequences, modelling, settings, 5).after(0);
      assertThat(whole.stream().mapToInt(part -> part.tokens().rows()).sum()).isEqualTo(wanted);
      assertThat(modelling.mostRows(8)).isEqualTo(512);
      assertThat(modelling.mostRows(100_000)).isEqualTo(1);
      assertThat(whole).allMatch(part -> part.tokens().rows() <= 512);
    }
  }

  @Test
  void anEpochShowsEachSequenceOnceInAnOrderOfItsOwn() throws IOException {
    try (TokenFile text = text(tokenizer)) {
      PackedSequences sequences = modelling.pack(text, LENGTH);
      var batches = new SequenceBatches(sequences, modelling, new BatchSettings(1, 1, false, 0), 5);
      List<List<Integer>> first = epoch(batches, 0, sequences.size());
      List<List<Integer>> second = epoch(batches, 1, sequences.size());
      assertThat(second).containsExactlyInAnyOrderElementsOf(first).isNotEqualTo(first);
    }
  }

  private static List<List<Integer>> epoch(SequenceBatches batches, int epoch, int size) {
    List<List<Integer>> seen = new ArrayList<>();
    for (int step = 0; step < size; step++) {
      int[] ids = batches.after((long) epoch * size + step).get(0).tokens().ids();
      seen.add(Arrays.stream(ids).boxed().toList());
    }
    return seen;
  }

  @Test
  void aTokenizerWithoutAnEndTokenIsRefusedWithTheRemedy() throws IOException {
    tokenizer.save(folder);
    Files.writeString(
        folder.resolve("tokenizer_config.json"), "{\"eos_token\": null, \"bos_token\": null}");
    try (Tokenizer endless = Tokenizer.load(folder)) {
      assertThatThrownBy(() -> new NextTokens(endless))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("no token that ends a text")
          .hasMessageContaining("\"eos_token\"");
      assertThatThrownBy(() -> text(endless)).hasMessageContaining("no token that ends a text");
    }
  }

  @Test
  void anEncoderIsNotTrainedWithTheTokenizerOfADecoder() {
    assertThatThrownBy(() -> new WordMasking(tokenizer, 0.15))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"mask_token\"");
  }
}
