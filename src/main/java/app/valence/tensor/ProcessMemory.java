package app.valence.tensor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** What the operating system says of this process's memory, native memory included. */
public final class ProcessMemory {
  private static final Path STATUS = Path.of("/proc/self/status");

  private ProcessMemory() {}

  /** The most memory, in bytes, that was ever resident; empty where the system does not say. */
  public static OptionalLong peakBytes() {
    return bytes("VmHWM:");
  }

  /** The memory, in bytes, that is resident now; empty where the system does not say. */
  public static OptionalLong residentBytes() {
    return bytes("VmRSS:");
  }

  private static OptionalLong bytes(String field) {
    try {
      for (String line : Files.readAllLines(STATUS)) {
        if (line.startsWith(field)) {
          return OptionalLong.of(1024 * Long.parseLong(line.replaceAll("\\D", "")));
        }
      }
    } catch (IOException e) {
      // Only Linux has this file.
      return OptionalLong.empty();
    }
    return OptionalLong.empty();
  }
}
