package app.valence.model.tokenizer;

import app.valence.model.tokenizer.WordPieceDefinition.Normalization;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts the words of texts exactly as BERT's tokenizer cleans and splits them.
 *
 * <p>The native library has no call that only splits. But a Unigram model without pieces gives back
 * each word as one unknown token, so its tokens are the words.
 */
final class WordCounts {

  /** Its one piece, NUL, never comes up: BERT's normalizer takes control characters out. */
  private static final String SPLITTER =
      """
      {
        "version": "1.0",
        "added_tokens": [],
        "normalizer": {"type": "BertNormalizer", "clean_text": true},
        "pre_tokenizer": {"type": "BertPreTokenizer"},
        "model": {"type": "Unigram", "unk_id": 0, "vocab": [["\\u0000", 0.0]]}
      }
      """;

  private final Map<String, Long> counts = new HashMap<>();

  private WordCounts() {}

  /** How often each word stands in {@code texts}. */
  static Map<String, Long> of(Iterable<String> texts, Normalization normalization)
      throws TokenizerException {
    ObjectNode splitter = Json.parseObject("The word splitter", SPLITTER);
    normalization.fill(splitter.withObject("normalizer"));
    var words = new WordCounts();
    try (var tokenizer = NativeTokenizer.of("The word splitter", splitter.toString())) {
      TextBatches.forEach(texts, batch -> words.add(tokenizer.encodeAll(batch)));
    }
    return words.counts;
  }

  private void add(List<NativeEncoding> encodings) {
    try {
      for (NativeEncoding encoding : encodings) {
        for (String word : encoding.tokens()) {
          counts.merge(word, 1L, Long::sum);
        }
      }
    } finally {
      encodings.forEach(NativeEncoding::close);
    }
  }
}
