package app.valence.model.tokenizer;

import ai.djl.huggingface.tokenizers.jni.LibUtils;
import ai.djl.huggingface.tokenizers.jni.TokenizersLibrary;
import com.google.errorprone.annotations.MustBeClosed;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.LongFunction;

/**
 * A tokenizer of the native library. Many threads may use it; {@link #close} waits for them.
 *
 * <p>This speaks to DJL's native methods and not to its {@code HuggingFaceTokenizer}, which copies
 * every property of every encoding out of native memory and keeps the maximum length as state that
 * all threads share.
 */
final class NativeTokenizer implements AutoCloseable {
  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private long handle;

  private NativeTokenizer(long handle) {
    this.handle = handle;
  }

  /**
   * Makes the tokenizer that a tokenizer.json describes.
   *
   * @param source what to call the definition in messages
   * @throws TokenizerException if the library refuses it or cannot be loaded
   */
  @MustBeClosed
  static NativeTokenizer of(String source, String json) throws TokenizerException {
    loadLibrary();
    try {
      return new NativeTokenizer(TokenizersLibrary.LIB.createTokenizerFromString(json));
    } catch (RuntimeException e) { // The only type that the native code throws.
      throw new TokenizerException(
          source
              + " is not a tokenizer that can be read ("
              + e.getMessage()
              + "). It may be damaged: get it again, or save the tokenizer once more with a recent"
              + " version of Hugging Face's libraries.",
          e);
    }
  }

  private static void loadLibrary() throws TokenizerException {
    // On a machine with a GPU, DJL would look on the network for a build with CUDA kernels, which
    // tokenizers do not use.
    if (System.getenv("RUST_FLAVOR") == null && System.getProperty("RUST_FLAVOR") == null) {
      System.setProperty("RUST_FLAVOR", "cpu");
    }
    try {
      LibUtils.checkStatus();
    } catch (RuntimeException | LinkageError e) {
      throw new TokenizerException(
          "The native tokenizer library does not load on this system ("
              + e.getMessage()
              + "). It exists for Linux and Windows on x86-64, and for macOS and Linux on ARM64.",
          e);
    }
  }

  /** Encodes {@code text}, which must be well-formed, with special tokens and untruncated. */
  @MustBeClosed
  NativeEncoding encode(String text) {
    return new NativeEncoding(
        whileOpen(tokenizer -> TokenizersLibrary.LIB.encode(tokenizer, text, true)));
  }

  /** Encodes two well-formed texts as one input, with special tokens and untruncated. */
  @MustBeClosed
  NativeEncoding encodePair(String first, String second) {
    return new NativeEncoding(
        whileOpen(tokenizer -> TokenizersLibrary.LIB.encodeDual(tokenizer, first, second, true)));
  }

  /**
   * As {@link #encode}, for many texts on all cores; the caller closes each encoding.
   *
   * @param specials whether special tokens come around each text
   */
  List<NativeEncoding> encodeAll(List<String> texts, boolean specials) {
    String[] inputs = texts.toArray(String[]::new);
    long[] handles =
        whileOpen(tokenizer -> TokenizersLibrary.LIB.batchEncode(tokenizer, inputs, specials));
    return Arrays.stream(handles).mapToObj(NativeEncoding::new).toList();
  }

  /** The text of {@code ids}; ids that stand for no token are left out. */
  String decode(long[] ids, boolean skipSpecialTokens) {
    return whileOpen(tokenizer -> TokenizersLibrary.LIB.decode(tokenizer, ids, skipSpecialTokens));
  }

  private <T> T whileOpen(LongFunction<T> use) {
    lock.readLock().lock();
    try {
      if (handle == 0) {
        throw new IllegalStateException("The tokenizer is closed");
      }
      return use.apply(handle);
    } finally {
      lock.readLock().unlock();
    }
  }

  @Override
  public void close() {
    lock.writeLock().lock();
    try {
      if (handle != 0) {
        TokenizersLibrary.LIB.deleteTokenizer(handle);
        handle = 0;
      }
    } finally {
      lock.writeLock().unlock();
    }
  }
}
