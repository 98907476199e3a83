package app.valence.model.tokenizer;

import java.util.List;
import java.util.Map;

/** How words are spelled in pieces, before any are learnt and as they grow. */
interface PieceSpelling {
  /**
   * The pieces to begin with, each of one character, in a fixed order.
   *
   * @param size the most pieces there will be at the end
   */
  List<String> alphabet(Map<String, Long> wordCounts, int size);

  /** The characters of {@code word} as pieces. */
  List<String> split(String word);

  /** The piece that two pieces side by side become. */
  String join(String left, String right);
}
