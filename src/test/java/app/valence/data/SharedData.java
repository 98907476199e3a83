package app.valence.data;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Real data that may lie beside a checkout; a test that asks for what is missing is skipped. */
public final class SharedData {
  private SharedData() {}

  /** The file or folder of this name in the shared data. */
  public static Path path(String name) {
    Path path = Path.of(System.getProperty("valence.shared", "../shared"), "data", name);
    assumeTrue(Files.exists(path), () -> "skipped: there is no " + path);
    return path;
  }
}
