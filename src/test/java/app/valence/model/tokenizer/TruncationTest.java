package app.valence.model.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.huggingface.tokenizers.jni.TokenizersLibrary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The reference is the native library's own truncation, on a tokenizer of this test's own. */
class TruncationTest {
  private static final TokenizersLibrary LIBRARY = TokenizersLibrary.LIB;

  @TempDir Path folder;

  @Test
  void wordPiecePairsAreCutAsTheNativeLibraryCutsThem() throws IOException {
    try (Tokenizer tokenizer = SmallTokenizers.bert(folder, "a", "b", "c", "d", "e", "f")) {
      compareAllLengths(tokenizer);
    }
  }

  @Test
  void byteLevelPairsAreCutAsTheNativeLibraryCutsThem() throws IOException {
    for (List<String> specials :
        List.of(SmallTokenizers.ROBERTA_SPECIALS, List.of("<|endoftext|>"))) {
      SmallTokenizers.writeByteLevel(folder, specials);
      try (Tokenizer tokenizer = Tokenizer.load(folder)) {
        compareAllLengths(tokenizer);
      }
    }
  }

  private static void compareAllLengths(Tokenizer tokenizer) {
    long reference = LIBRARY.createTokenizerFromString(tokenizer.toJson());
    try {
      int specials = tokenizer.encodePair("", "", 8).ids().length;
      for (int maxLength = specials + 1; maxLength < 18; maxLength++) {
        LIBRARY.setTruncation(reference, maxLength, "LONGEST_FIRST", 0);
        for (int first = 0; first < 9; first++) {
          compareOne(tokenizer, reference, words(first), maxLength);
          for (int second = 0; second < 9; second++) {
            comparePair(tokenizer, reference, words(first), words(second), maxLength);
          }
        }
      }
    } finally {
      LIBRARY.deleteTokenizer(reference);
    }
  }

  private static void compareOne(Tokenizer tokenizer, long reference, String text, int maxLength) {
    Encoding encoding = tokenizer.encode(text, maxLength);
    long expected = LIBRARY.encode(reference, text, true);
    assertThat(encoding.ids()).isEqualTo(ints(LIBRARY.getTokenIds(expected)));
    assertThat(encoding.truncated()).isEqualTo(LIBRARY.getOverflowCount(expected) > 0);
    LIBRARY.deleteEncoding(expected);
  }

  private static void comparePair(
      Tokenizer tokenizer, long reference, String first, String second, int maxLength) {
    Encoding encoding = tokenizer.encodePair(first, second, maxLength);
    long expected = LIBRARY.encodeDual(reference, first, second, true);
    assertThat(encoding.ids())
        .as("%s | %s | %d", first, second, maxLength)
        .isEqualTo(ints(LIBRARY.getTokenIds(expected)));
    assertThat(encoding.typeIds()).isEqualTo(ints(LIBRARY.getTypeIds(expected)));
    var spans = LIBRARY.getTokenCharSpans(expected);
    for (int i = 0; i < spans.length; i++) {
      assertThat(encoding.starts()[i]).isEqualTo(spans[i] == null ? 0 : spans[i].getStart());
      assertThat(encoding.ends()[i]).isEqualTo(spans[i] == null ? 0 : spans[i].getEnd());
    }
    LIBRARY.deleteEncoding(expected);
  }

  /** A token a letter, all different, so that a test sees which ones stayed. */
  private static String words(int count) {
    return String.join(" ", List.of("a", "b", "c", "d", "e", "f", "a", "b", "c").subList(0, count));
  }

  private static int[] ints(long[] values) {
    return Arrays.stream(values).mapToInt(Math::toIntExact).toArray();
  }
}
