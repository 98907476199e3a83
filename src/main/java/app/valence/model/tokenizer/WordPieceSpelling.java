package app.valence.model.tokenizer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The pieces of one character: as a word begins with them, and as it goes on with them. */
final class PieceAlphabet {
  private PieceAlphabet() {}

  /** The characters of {@code word} as pieces. */
  static List<String> split(String word) {
    var pieces = new ArrayList<String>(word.length());
    word.codePoints()
        .mapToObj(Character::toString)
        .forEach(c -> pieces.add(pieces.isEmpty() ? c : WordPieceDefinition.CONTINUATION + c));
    return pieces;
  }

  /** What {@code piece}, which goes on inside a word, stands for. */
  static String text(String piece) {
    return piece.substring(WordPieceDefinition.CONTINUATION.length());
  }

  /**
   * The pieces of the most frequent characters, sorted: beginnings first. Every character can begin
   * a word, whether or not one does; it goes on only where one is seen to.
   */
  static List<String> of(Map<String, Long> wordCounts, int limit) {
    var counts = new HashMap<String, Long>();
    wordCounts.forEach(
        (word, count) -> {
          for (String piece : split(word)) {
            counts.merge(piece, count, Long::sum);
            if (isContinuation(piece)) {
              counts.merge(text(piece), count, Long::sum);
            }
          }
        });
    return counts.entrySet().stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(limit)
        .map(Map.Entry::getKey)
        .sorted(
            Comparator.comparing(PieceAlphabet::isContinuation)
                .thenComparing(Comparator.naturalOrder()))
        .toList();
  }

  private static boolean isContinuation(String piece) {
    return piece.startsWith(WordPieceDefinition.CONTINUATION);
  }
}
