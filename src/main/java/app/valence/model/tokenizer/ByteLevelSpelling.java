package app.valence.model.tokenizer;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Pieces of byte-level BPE, in which a letter stands for each byte, as GPT-2 has them. */
final class ByteLevelSpelling implements PieceSpelling {
  private static final int BYTES = 256;

  /** The letters of all bytes in the order of Unicode, so that nothing is ever unknown. */
  static final List<String> LETTERS = letters();

  /** Bytes that print as Latin-1 stand for themselves; the others follow on from U+0100. */
  private static List<String> letters() {
    int[] themselves =
        IntStream.range(0, BYTES)
            .filter(b -> (b >= '!' && b <= '~') || (b >= 0xA1 && b <= 0xAC) || b >= 0xAE)
            .toArray();
    return Stream.of(
            IntStream.of(themselves), IntStream.range(BYTES, 2 * BYTES - themselves.length))
        .flatMap(codes -> codes.mapToObj(Character::toString))
        .toList();
  }

  @Override
  public List<String> alphabet(Map<String, Long> wordCounts, int size) {
    return LETTERS;
  }

  @Override
  public List<String> split(String word) {
    return word.chars().mapToObj(Character::toString).toList();
  }

  @Override
  public String join(String left, String right) {
    return left + right;
  }
}
