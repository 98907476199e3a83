package app.valence.training.pretraining;

import static org.assertj.core.api.Assertions.assertThat;

import app.valence.model.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenFileTest {
  @TempDir Path folder;
  private final Tokenizer tokenizer = TinyTexts.tokenizer();

  @AfterEach
  void close() {
    tokenizer.close();
  }

  private int[] read(TokenFile file) {
    var ids = new int[Math.toIntExact(file.tokens())];
    file.read(0, ids, 0, ids.length);
    return ids;
  }

  @Test
  void textsFollowOneAnotherWithASeparatorAfterEach() throws IOException {
    try (var file =
        TinyTexts.tokens(List.of("the cat", "", "the dog eats"), tokenizer, folder.resolve("t"))) {
      assertThat(tokenizer.decode(read(file), false)).isEqualTo("the cat [SEP] the dog eats [SEP]");
    }
  }

  @Test
  void aVeryLongTextIsReadInStretchesAndLosesNothing() throws IOException {
    String text = "the cat eats ".repeat(20_000).strip();
    try (var file = TinyTexts.tokens(List.of(text), tokenizer, folder.resolve("t"))) {
      long words = Arrays.stream(read(file)).filter(id -> id > 4).count();
      // A cut may fall inside a word, which then is two.
      assertThat(words).isBetween(60_000L, 60_010L);
    }
  }

  @Test
  void aPartIsReadFromAnyPosition() throws IOException {
    try (var file =
        TinyTexts.tokens(List.of("the cat eats", "the dog"), tokenizer, folder.resolve("t"))) {
      var part = new int[] {-1, -1, -1, -1};
      file.read(1, part, 1, 2);
      assertThat(tokenizer.decode(Arrays.copyOfRange(part, 1, 3), true)).isEqualTo("cat eats");
      assertThat(part[3]).isEqualTo(-1);
    }
  }

  @Test
  void theFingerprintTellsTextsApart() throws IOException {
    try (var one = TinyTexts.tokens(List.of("the cat"), tokenizer, folder.resolve("1"));
        var same = TinyTexts.tokens(List.of("the cat"), tokenizer, folder.resolve("2"));
        var other = TinyTexts.tokens(List.of("the dog"), tokenizer, folder.resolve("3"))) {
      assertThat(one.fingerprint()).isEqualTo(same.fingerprint()).isNotEqualTo(other.fingerprint());
    }
  }

  @Test
  void theFileIsGoneWhenItIsClosedAndWhenItIsNeverFinished() throws IOException {
    try (var file = TinyTexts.tokens(List.of("the cat"), tokenizer, folder.resolve("t"));
        var half = new TokenFile.Writer(folder.resolve("half"), tokenizer)) {
      half.add("the cat");
      assertThat(file.tokens()).isEqualTo(3);
    }
    assertThat(folder).isEmptyDirectory();
  }
}
