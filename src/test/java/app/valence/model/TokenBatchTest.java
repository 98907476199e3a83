package app.valence.model;

import static org.assertj.core.api.Assertions.assertThat;

import app.valence.model.tokenizer.Encoding;
import app.valence.model.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenBatchTest {
  @Test
  void shorterTextsArePaddedOnTheRight() {
    TokenBatch batch = TokenBatch.ofIds(List.of(new int[] {2, 3}, new int[] {2, 8, 9, 3}), 1, 0);
    assertThat(batch.ids()).containsExactly(2, 3, 1, 1, 2, 8, 9, 3);
    assertThat(batch.types()).containsOnly(0).hasSize(8);
    assertThat(batch.lengths()).containsExactly(2, 4);
    assertThat(batch.rows()).isEqualTo(2);
    assertThat(batch.length()).isEqualTo(4);
    assertThat(batch.tokens()).isEqualTo(6);
    assertThat(batch.paddedTokens()).isEqualTo(8);
  }

  @Test
  void aBatchIsPaddedToTheLengthAskedForOrLonger() {
    List<int[]> texts = List.of(new int[] {2, 8, 3});
    assertThat(TokenBatch.ofIds(texts, 0, 5).ids()).containsExactly(2, 8, 3, 0, 0);
    assertThat(TokenBatch.ofIds(texts, 0, 2).ids()).containsExactly(2, 8, 3);
  }

  @Test
  void noTextsGiveABatchWithoutRows() {
    TokenBatch batch = TokenBatch.ofIds(List.of(), 0, 0);
    assertThat(batch.rows()).isZero();
    assertThat(batch.ids()).isEmpty();
    assertThat(batch.tokens()).isZero();
    assertThat(batch.paddedTokens()).isZero();
    assertThat(TokenBatch.of(List.of(), 0).rows()).isZero();
  }

  @Test
  void aTextWithoutTokensIsAllPadding() {
    TokenBatch batch = TokenBatch.ofIds(List.of(new int[0], new int[] {4, 5}), 7, 0);
    assertThat(batch.ids()).containsExactly(7, 7, 4, 5);
    assertThat(batch.lengths()).containsExactly(0, 2);
  }

  @Test
  void pairsKeepTheirTokenTypes(@TempDir Path folder) throws IOException {
    Files.write(
        folder.resolve("vocab.txt"),
        List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "good", "film"));
    try (Tokenizer tokenizer = Tokenizer.load(folder)) {
      Encoding pair = tokenizer.encodePair("good", "film good", 16);
      Encoding single = tokenizer.encode("good film", 16);
      TokenBatch batch = TokenBatch.of(List.of(single, pair), 0);
      assertThat(batch.ids()).containsExactly(2, 5, 6, 3, 0, 0, 2, 5, 3, 6, 5, 3);
      assertThat(batch.types()).containsExactly(0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1);
    }
  }
}
