package app.valence.model.tokenizer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Pieces of BERT: those that go on inside a word have a mark. */
final class WordPieceSpelling implements PieceSpelling {
  @Override
  public List<String> split(String word) {
    var pieces = new ArrayList<String>(word.length());
    word.codePoints()
        .mapToObj(Character::toString)
        .forEach(c -> pieces.add(pieces.isEmpty() ? c : WordPieceDefinition.CONTINUATION + c));
    return pieces;
  }

  @Override
  public String join(String left, String right) {
    return left + text(right);
  }

  /** What {@code piece}, which goes on inside a word, stands for. */
  private static String text(String piece) {
    return piece.substring(WordPieceDefinition.CONTINUATION.length());
  }

  /**
   * The most frequent characters, at most half of all pieces, sorted: beginnings first. Every
   * character can begin a word, whether or not one does. Symbols such as emoji can go on in one
   * too, since they stick to any word; other characters only where they are seen to.
   */
  @Override
  public List<String> alphabet(Map<String, Long> wordCounts, int size) {
    var counts = new HashMap<String, Long>();
    wordCounts.forEach(
        (word, count) -> {
          for (String piece : split(word)) {
            counts.merge(piece, count, Long::sum);
            if (isContinuation(piece)) {
              counts.merge(text(piece), count, Long::sum);
            } else if (isSymbol(piece)) {
              counts.merge(WordPieceDefinition.CONTINUATION + piece, count, Long::sum);
            }
          }
        });
    return counts.entrySet().stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(size / 2)
        .map(Map.Entry::getKey)
        .sorted(
            Comparator.comparing(WordPieceSpelling::isContinuation)
                .thenComparing(Comparator.naturalOrder()))
        .toList();
  }

  private static boolean isContinuation(String piece) {
    return piece.startsWith(WordPieceDefinition.CONTINUATION);
  }

  private static boolean isSymbol(String character) {
    int type = Character.getType(character.codePointAt(0));
    return type == Character.OTHER_SYMBOL || type == Character.MODIFIER_SYMBOL;
  }
}
