package app.valence.tensor;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where tensors live and kernels run. The code is the same for every device.
 *
 * @param kind the sort of device
 * @param index which of several GPUs; 0 for the CPU
 */
public record Device(Kind kind, int index) {
  /** The sorts of device. */
  public enum Kind {
    /** The first GPU if the engine sees one, else the CPU. */
    AUTO,
    /** The processor. */
    CPU,
    /** An NVIDIA GPU. */
    CUDA
  }

  /** The first GPU if there is one, else the CPU. */
  public static final Device AUTO = new Device(Kind.AUTO, 0);

  /** The processor. */
  public static final Device CPU = new Device(Kind.CPU, 0);

  private static final Pattern CUDA = Pattern.compile("cuda(?::(\\d{1,3}))?");

  /**
   * Reads {@code auto}, {@code cpu}, {@code cuda} or {@code cuda:1}.
   *
   * @throws IllegalArgumentException for anything else, naming what is possible
   */
  public static Device parse(String text) {
    String name = text.strip().toLowerCase(Locale.ROOT);
    Matcher cuda = CUDA.matcher(name);
    if (cuda.matches()) {
      return new Device(Kind.CUDA, cuda.group(1) == null ? 0 : Integer.parseInt(cuda.group(1)));
    }
    return switch (name) {
      case "auto" -> AUTO;
      case "cpu" -> CPU;
      default ->
          throw new IllegalArgumentException(
              "\"" + text + "\" is no device. Say auto, cpu, cuda or cuda:1.");
    };
  }

  @Override
  public String toString() {
    return kind == Kind.CUDA ? "cuda:" + index : kind.name().toLowerCase(Locale.ROOT);
  }
}
