package app.valence.model.tokenizer;

import ai.djl.huggingface.tokenizers.jni.CharSpan;
import java.util.List;

/** Where each token lies in its text, in half-open UTF-16 offsets; 0 and 0 for special tokens. */
final class TokenOffsets {
  final int[] starts;
  final int[] ends;

  private TokenOffsets(int[] starts, int[] ends) {
    this.starts = starts;
    this.ends = ends;
  }

  /** Reads the offsets of an encoding of {@code texts}: one text, or two for a pair. */
  static TokenOffsets of(NativeEncoding encoding, List<String> texts) {
    CharSpan[] spans = encoding.spans();
    int[] sequences = encoding.sequences();
    var starts = new int[spans.length];
    var ends = new int[spans.length];
    for (int text = 0; text < texts.size(); text++) {
      int[] utf16 = UnicodeText.utf16Offsets(texts.get(text));
      for (int i = 0; i < spans.length; i++) {
        if (sequences[i] == text && spans[i] != null) {
          int start = spans[i].getStart();
          int end = spans[i].getEnd();
          starts[i] = utf16 == null ? start : utf16[start];
          ends[i] = utf16 == null ? end : utf16[end];
        }
      }
    }
    return new TokenOffsets(starts, ends);
  }

  /** The offsets of the tokens at {@code positions} only. */
  TokenOffsets at(int[] positions) {
    return new TokenOffsets(Truncation.pick(starts, positions), Truncation.pick(ends, positions));
  }
}
