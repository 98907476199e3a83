package app.valence.model.checkpoint;

import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;

/** Turns the bytes of elements, little-endian, into numbers. */
final class ElementDecoder {
  private ElementDecoder() {}

  /**
   * Puts all elements in {@code bytes}, which are not F32, into {@code target}. F16 and BF16 are
   * exact; F64 and whole numbers above 2^24 become the nearest float; true is 1.
   */
  static void decodeFloats(TensorType type, ByteBuffer bytes, FloatBuffer target) {
    switch (type) {
      case F16 -> decodeFloat16(bytes.asShortBuffer(), target);
      case BF16 -> decodeBfloat16(bytes.asShortBuffer(), target);
      case F64 -> decodeFloat64(bytes.asDoubleBuffer(), target);
      default -> {
        while (bytes.hasRemaining()) {
          target.put((float) nextWhole(type, bytes));
        }
      }
    }
  }

  /** Puts all elements in {@code bytes}, which are whole numbers, into {@code target}. */
  static void decodeLongs(TensorType type, ByteBuffer bytes, LongBuffer target) {
    while (bytes.hasRemaining()) {
      target.put(nextWhole(type, bytes));
    }
  }

  private static void decodeFloat16(ShortBuffer halves, FloatBuffer target) {
    while (halves.hasRemaining()) {
      target.put(HalfPrecision.fromFloat16(halves.get()));
    }
  }

  private static void decodeBfloat16(ShortBuffer brains, FloatBuffer target) {
    while (brains.hasRemaining()) {
      target.put(HalfPrecision.fromBfloat16(brains.get()));
    }
  }

  private static void decodeFloat64(DoubleBuffer doubles, FloatBuffer target) {
    while (doubles.hasRemaining()) {
      target.put((float) doubles.get());
    }
  }

  private static long nextWhole(TensorType type, ByteBuffer bytes) {
    return switch (type) {
      case I64 -> bytes.getLong();
      case I32 -> bytes.getInt();
      case I16 -> bytes.getShort();
      case I8 -> bytes.get();
      case U8 -> bytes.get() & 0xff;
      case BOOL -> bytes.get() == 0 ? 0 : 1;
      default -> throw new IllegalArgumentException(type + " does not hold whole numbers");
    };
  }
}
