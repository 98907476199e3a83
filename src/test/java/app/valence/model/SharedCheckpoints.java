package app.valence.model;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Real models that may lie beside a checkout; a test that asks for what is missing is skipped. */
public final class SharedCheckpoints {
  private SharedCheckpoints() {}

  /** The folder of this name among the shared checkpoints. */
  public static Path path(String name) {
    Path path = Path.of(System.getProperty("valence.shared", "../shared"), "checkpoints", name);
    assumeTrue(Files.exists(path), () -> "skipped: there is no " + path);
    return path;
  }
}
