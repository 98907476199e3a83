package app.valence.model.checkpoint;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The element types of the safetensors format, under the names that stand in the files. Types that
 * are not {@linkplain #isReadable readable} are known so that a file holding one can be opened and
 * its other tensors read.
 *
 * <p>The constants stand in the order of the reference implementation, which lays tensors out in a
 * file from the last type to the first.
 */
public enum TensorType {
  /** One byte, 0 for false. */
  BOOL(8, true),
  /** A float of the microscaling formats, two to a byte. */
  F4(4, false),
  /** A float of the microscaling formats, four to three bytes. */
  F6_E2M3(6, false),
  /** A float of the microscaling formats, four to three bytes. */
  F6_E3M2(6, false),
  /** An unsigned byte. */
  U8(8, true),
  /** A signed byte. */
  I8(8, true),
  /** An 8-bit float. */
  F8_E5M2(8, false),
  /** An 8-bit float. */
  F8_E4M3(8, false),
  /** An 8-bit power of two. */
  F8_E8M0(8, false),
  /** An 8-bit float without negative zero. */
  F8_E4M3FNUZ(8, false),
  /** An 8-bit float without negative zero. */
  F8_E5M2FNUZ(8, false),
  /** A signed 16-bit integer. */
  I16(16, true),
  /** An unsigned 16-bit integer. */
  U16(16, false),
  /** The IEEE 754 half-precision float. */
  F16(16, true),
  /** The upper half of a single-precision float. */
  BF16(16, true),
  /** A signed 32-bit integer. */
  I32(32, true),
  /** An unsigned 32-bit integer. */
  U32(32, false),
  /** The IEEE 754 single-precision float. */
  F32(32, true),
  /** A complex number of two 32-bit floats. */
  C64(64, false),
  /** The IEEE 754 double-precision float. */
  F64(64, true),
  /** A signed 64-bit integer. */
  I64(64, true),
  /** An unsigned 64-bit integer. */
  U64(64, false);

  private static final Map<String, TensorType> BY_NAME =
      Arrays.stream(values()).collect(Collectors.toMap(Enum::name, Function.identity()));

  private final int bits;
  private final boolean readable;

  TensorType(int bits, boolean readable) {
    this.bits = bits;
    this.readable = readable;
  }

  /** The type that a file calls {@code name}, in exactly this spelling. */
  public static Optional<TensorType> named(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }

  /** How many bits an element takes. */
  public int bits() {
    return bits;
  }

  /** Whether tensors of this type can be read here. */
  public boolean isReadable() {
    return readable;
  }

  /** Whether elements are whole numbers that {@code long} holds exactly; true for BOOL too. */
  public boolean isWhole() {
    return switch (this) {
      case BOOL, U8, I8, I16, I32, I64 -> true;
      default -> false;
    };
  }

  /**
   * How many bytes {@code elements} of this type take.
   *
   * @throws ArithmeticException if they do not fill whole bytes or the size overflows
   */
  public long byteSize(long elements) {
    if (bits % 8 == 0) {
      return Math.multiplyExact(elements, bits / 8);
    }
    long total = Math.multiplyExact(elements, bits);
    if (total % 8 != 0) {
      throw new ArithmeticException(elements + " elements of " + this + " do not fill whole bytes");
    }
    return total / 8;
  }
}
