package app.valence.training.pretraining;

import static org.assertj.core.api.Assertions.assertThat;

import app.valence.model.tokenizer.Tokenizer;
import app.valence.training.loop.LabelledBatch;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WordMaskingTest {
  private static final int LENGTH = 128;

  private final Tokenizer tokenizer = TinyTexts.tokenizer();
  private final WordMasking masking = new WordMasking(tokenizer, 0.15);
  private final int mask = tokenizer.specialTokens().mask().orElseThrow();

  @AfterEach
  void close() {
    tokenizer.close();
  }

  /** Rows of known words and of "xcat", which is spelled in several pieces. */
  private int[] rows(int count) {
    int[] text = tokenizer.encode("the dog eats hummmmm grass catcat ".repeat(200), LENGTH).ids();
    return IntStream.range(0, count).flatMap(row -> Arrays.stream(text)).toArray();
  }

  private LabelledBatch hide(int[] ids, long seed) {
    return masking.batch(ids, ids.length / LENGTH, new SplittableRandom(seed));
  }

  @Test
  void theLabelsAreTheTokensThatStoodThere() {
    int[] original = rows(50);
    LabelledBatch batch = hide(original.clone(), 1);
    for (int i = 0; i < batch.labels().length; i++) {
      assertThat(batch.labels()[i]).isEqualTo(original[(int) batch.positions()[i]]);
    }
  }

  @Test
  void aboutTheAskedShareOfEachRowIsHidden() {
    LabelledBatch batch = hide(rows(50), 1);
    for (int row = 0; row < 50; row++) {
      int from = row * LENGTH;
      long hidden =
          Arrays.stream(batch.positions()).filter(p -> p >= from && p < from + LENGTH).count();
      assertThat(hidden).isBetween(19L, 19L + 8);
    }
  }

  @Test
  void wordsAreHiddenWhole() {
    int[] original = rows(50);
    LabelledBatch batch = hide(original.clone(), 1);
    var hidden = new boolean[original.length];
    Arrays.stream(batch.positions()).forEach(p -> hidden[(int) p] = true);
    int pieces = 0;
    for (int i = 1; i < original.length; i++) {
      if (tokenizer.continuations().get(original[i])) {
        assertThat(hidden[i]).isEqualTo(hidden[i - 1]);
        pieces++;
      }
    }
    assertThat(pieces).isPositive();
  }

  @Test
  void eightInTenBecomeTheMaskOneStaysAndOneIsRandom() {
    int[] original = rows(400);
    LabelledBatch batch = hide(original.clone(), 3);
    int masked = 0;
    int same = 0;
    for (int i = 0; i < batch.labels().length; i++) {
      int shown = batch.tokens().ids()[(int) batch.positions()[i]];
      masked += shown == mask ? 1 : 0;
      same += shown == batch.labels()[i] ? 1 : 0;
    }
    double all = batch.labels().length;
    assertThat(masked / all).isBetween(0.78, 0.82);
    assertThat(same / all).isBetween(0.09, 0.12);
  }

  @Test
  void whatIsNotHiddenAndTheSpecialTokensStay() {
    int[] original = rows(20);
    LabelledBatch batch = hide(original.clone(), 4);
    var hidden = new boolean[original.length];
    Arrays.stream(batch.positions()).forEach(p -> hidden[(int) p] = true);
    for (int i = 0; i < original.length; i++) {
      if (!hidden[i]) {
        assertThat(batch.tokens().ids()[i]).isEqualTo(original[i]);
      } else {
        assertThat(tokenizer.specialTokens().all().get(original[i])).isFalse();
      }
    }
  }

  @Test
  void theSeedAloneDecides() {
    assertThat(hide(rows(3), 5).positions()).isEqualTo(hide(rows(3), 5).positions());
    assertThat(hide(rows(3), 5).positions()).isNotEqualTo(hide(rows(3), 6).positions());
  }
}
