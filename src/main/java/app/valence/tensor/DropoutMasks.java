package app.valence.tensor;

import ai.djl.pytorch.jni.JniUtils;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Dropout masks that depend on nothing but a seed and the order in which they are asked for, so a
 * resumed run drops what the uninterrupted one would have: there is no generator whose state could
 * be lost. Made in Java because the engine's own generator is sequential and takes a fifth of a
 * small model's step.
 *
 * <p>Buffers are used again after {@link #begin}, so tensors of an earlier pass must no longer be
 * needed by then. For use by one thread.
 */
public final class DropoutMasks {
  private final List<ByteBuffer> buffers = new ArrayList<>();

  /** The compiler vectorises no loop that computes with its own counter, so counters are loaded. */
  private int[] counters = new int[0];

  private int[] bits = new int[0];
  private long seed;
  private int next;
  private int usedBuffers;

  /** Starts a pass whose masks follow from {@code passSeed}. */
  public void begin(long passSeed) {
    seed = passSeed;
    next = 0;
    usedBuffers = 0;
  }

  /** How many masks were asked for in this pass. */
  public int position() {
    return next;
  }

  /**
   * Goes on as after so many masks of this pass, to give the same ones again. Buffers are used
   * again too, so tensors given before must no longer be needed.
   */
  public void goTo(int position) {
    next = position;
    usedBuffers = 0;
  }

  /**
   * Makes what attention draws next, from the engine's own generator, follow from the pass and the
   * layer alone. That generator heeds 32 bits of a seed.
   */
  public void enterLayer(int number) {
    JniUtils.setSeed(Integer.toUnsignedLong(keyOf(seed, Integer.MAX_VALUE - number)));
  }

  /**
   * The next mask of this pass: 0 with probability {@code share}, else 1/(1 - share).
   *
   * @param share the share to drop, above 0 and below 1
   */
  public Tensor next(TensorScope scope, double share, long... shape) {
    long elements = 1;
    for (long dimension : shape) {
      elements *= dimension;
    }
    int count = Math.toIntExact(elements);
    if (bits.length < count) {
      bits = new int[count];
      counters = new int[count];
      Arrays.setAll(counters, i -> i * 0x9E3779B9);
    }
    int threshold = (int) (share * (1L << 31));
    fill(counters, bits, count, keyOf(seed, next++), threshold, (float) (1 / (1 - share)));
    ByteBuffer buffer = buffer(usedBuffers++, 4 * count);
    buffer.asIntBuffer().put(bits, 0, count);
    return scope.floatsOver(buffer, shape);
  }

  private ByteBuffer buffer(int index, int bytes) {
    while (buffers.size() <= index) {
      buffers.add(allocate(bytes));
    }
    if (buffers.get(index).capacity() < bytes) {
      buffers.set(index, allocate(bytes));
    }
    return buffers.get(index).slice(0, bytes).order(ByteOrder.nativeOrder());
  }

  private static ByteBuffer allocate(int bytes) {
    return ByteBuffer.allocateDirect(bytes);
  }

  /** A 32-bit key from all 64 bits of the seed: SplitMix64's finaliser (Steele et al., 2014). */
  private static int keyOf(long seed, int index) {
    long z = seed + 0x9E3779B97F4A7C15L * (index + 1);
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return (int) (z ^ (z >>> 31));
  }

  /**
   * Hashes each element's number (MurmurHash3's finaliser) and compares 31 bits of it with the
   * threshold, in integer operations without a branch, which the compiler turns into vector code.
   */
  private static void fill(
      int[] counters, int[] out, int count, int key, int threshold, float kept) {
    int keptBits = Float.floatToRawIntBits(kept);
    for (int i = 0; i < count; i++) {
      int h = counters[i] + key;
      h ^= h >>> 16;
      h *= 0x85EBCA6B;
      h ^= h >>> 13;
      h *= 0xC2B2AE35;
      h ^= h >>> 16;
      out[i] = ~(((h >>> 1) - threshold) >> 31) & keptBits;
    }
  }
}
