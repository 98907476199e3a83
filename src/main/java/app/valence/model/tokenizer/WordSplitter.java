package app.valence.model.tokenizer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.errorprone.annotations.MustBeClosed;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Splits texts into the words that a tokenizer of the same normalizer and pre-tokenizer looks at.
 *
 * <p>The native library has no call that only splits. But a Unigram model without pieces gives back
 * each word as one unknown token, so its tokens are the words.
 *
 * <p>Splitting is costly and most of a corpus are repetitions, so texts are first cut into chunks
 * at spaces where no word can reach across; only different chunks need to be split.
 */
final class WordSplitter implements AutoCloseable {
  /** Its one piece, NUL, never comes up: no text that is read here holds that character. */
  private static final String SKELETON =
      """
      {
        "version": "1.0",
        "added_tokens": [],
        "model": {"type": "Unigram", "unk_id": 0, "vocab": [["\\u0000", 0.0]]}
      }
      """;

  private final NativeTokenizer tokenizer;
  private final boolean keepsSpaces;
  private final Set<String> whole;

  private WordSplitter(NativeTokenizer tokenizer, boolean keepsSpaces, List<String> whole) {
    this.tokenizer = tokenizer;
    this.keepsSpaces = keepsSpaces;
    this.whole = Set.copyOf(whole);
  }

  /** As BERT's tokenizer splits; {@code whole} are tokens that are no words to learn from. */
  @MustBeClosed
  static WordSplitter ofWords(JsonNode normalizer, List<String> whole) throws TokenizerException {
    ObjectNode preTokenizer = Json.MAPPER.createObjectNode().put("type", "BertPreTokenizer");
    return of(normalizer, preTokenizer, false, whole);
  }

  /** As GPT-2's tokenizer splits: words take along the space before them. */
  @MustBeClosed
  static WordSplitter ofBytes(JsonNode normalizer, List<String> whole) throws TokenizerException {
    ObjectNode preTokenizer =
        Json.MAPPER
            .createObjectNode()
            .put("type", "ByteLevel")
            .put("add_prefix_space", false)
            .put("trim_offsets", true)
            .put("use_regex", true);
    return of(normalizer, preTokenizer, true, whole);
  }

  @MustBeClosed
  @SuppressWarnings("MustBeClosedChecker") // The splitter owns its native part and closes it.
  private static WordSplitter of(
      JsonNode normalizer, JsonNode preTokenizer, boolean keepsSpaces, List<String> whole)
      throws TokenizerException {
    ObjectNode root = Json.parseObject("The word splitter", SKELETON);
    root.set("normalizer", normalizer);
    root.set("pre_tokenizer", preTokenizer);
    for (int i = 0; i < whole.size(); i++) {
      root.withArray("added_tokens").add(Json.addedToken(whole.get(i), 1 + i));
    }
    var tokenizer = NativeTokenizer.of("The word splitter", root.toString());
    return new WordSplitter(tokenizer, keepsSpaces, whole);
  }

  /** Cuts a text into chunks, whose words are together the words of the text. */
  void cut(String text, Consumer<String> chunks) {
    int begin = 0;
    for (int space = text.indexOf(' '); space >= 0; space = text.indexOf(' ', space + 1)) {
      if (space > begin && (!keepsSpaces || isBoundary(text, space))) {
        chunks.accept(text.substring(begin, space));
        begin = space;
      }
      if (!keepsSpaces) {
        begin = space + 1;
      }
    }
    if (begin < text.length()) {
      chunks.accept(text.substring(begin));
    }
  }

  /** A run of white space is one matter for GPT-2's pattern, so it is never cut. */
  private static boolean isBoundary(String text, int space) {
    return isSolid(text.codePointBefore(space));
  }

  /**
   * Whether a character surely is no white space, also after any normalization: accents can be
   * stripped, and some signs and letters come apart into a space and an accent. In doubt it is not.
   */
  private static boolean isSolid(int c) {
    if (c < 0x80) {
      return c > ' ' && c < 0x7F;
    }
    int type = Character.getType(c);
    boolean arabicForm = c >= 0xFB50 && c <= 0xFEFF;
    boolean letter = Character.isLetterOrDigit(c) && type != Character.MODIFIER_LETTER;
    boolean quoteOrDots = c >= 0x2018 && c <= 0x2026;
    return quoteOrDots || (!arabicForm && (letter || type == Character.OTHER_SYMBOL));
  }

  /**
   * Whether the words stay the same when the chunk stands among others as {@link #join} does it.
   */
  boolean isJoinable(String chunk) {
    return !keepsSpaces || (chunk.charAt(0) == ' ' && isBoundary(chunk, chunk.length()));
  }

  /** Puts a chunk behind others. */
  void join(StringBuilder chunks, String chunk) {
    if (!keepsSpaces && !chunks.isEmpty()) {
      chunks.append(' ');
    }
    chunks.append(chunk);
  }

  /** Splits a text, or joined chunks; many threads may do so. */
  void split(String text, Consumer<String> words) {
    try (NativeEncoding encoding = tokenizer.encode(text)) {
      for (String word : encoding.tokens()) {
        if (!whole.contains(word)) {
          words.accept(word);
        }
      }
    }
  }

  @Override
  public void close() {
    tokenizer.close();
  }
}
