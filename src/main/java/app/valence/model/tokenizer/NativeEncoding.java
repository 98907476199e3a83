package app.valence.model.tokenizer;

import ai.djl.huggingface.tokenizers.jni.CharSpan;
import ai.djl.huggingface.tokenizers.jni.TokenizersLibrary;

/**
 * One encoded text in native memory. Each accessor copies out of it, so callers fetch only what
 * they need: the spans alone cost as much as a third of the encoding itself.
 */
final class NativeEncoding implements AutoCloseable {
  /** What {@link #sequences} gives for a special token. */
  static final int SPECIAL = -1;

  private final long handle;

  NativeEncoding(long handle) {
    this.handle = handle;
  }

  int[] ids() {
    return toInts(TokenizersLibrary.LIB.getTokenIds(handle));
  }

  int[] typeIds() {
    return toInts(TokenizersLibrary.LIB.getTypeIds(handle));
  }

  /** For each token the text that it comes from: 0, 1 or {@link #SPECIAL}. */
  int[] sequences() {
    return toInts(TokenizersLibrary.LIB.getSequenceIds(handle));
  }

  /** The tokens as the model's text, which for unknown Unigram pieces is the text itself. */
  String[] tokens() {
    return TokenizersLibrary.LIB.getTokens(handle);
  }

  /** Half-open spans in code points of the text a token comes from; null for special tokens. */
  CharSpan[] spans() {
    return TokenizersLibrary.LIB.getTokenCharSpans(handle);
  }

  @Override
  public void close() {
    TokenizersLibrary.LIB.deleteEncoding(handle);
  }

  private static int[] toInts(long[] values) {
    var ints = new int[values.length];
    for (int i = 0; i < ints.length; i++) {
      ints[i] = (int) values[i];
    }
    return ints;
  }
}
