package app.valence.goldens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import app.valence.evaluation.ClassificationGoldens;
import app.valence.tensor.Device;
import app.valence.tensor.RuntimeOptions;
import app.valence.tensor.TensorRuntime;
import app.valence.tensor.ThreadWaiting;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Agreement with Hugging Face transformers and scikit-learn, on the bundled reference values or on
 * those of another folder: {@code -Dvalence.goldens=DIR}. Prints a line a case.
 */
class GoldensTest {
  @TestFactory
  Stream<DynamicTest> everyFolderAgreesWithTheReference() throws IOException {
    Path root = root();
    List<Path> cases = new ArrayList<>();
    try (Stream<Path> entries = Files.list(root)) {
      entries.filter(Files::isDirectory).sorted().forEach(cases::add);
    }
    assertThat(cases).as("folders in " + root).isNotEmpty();
    return cases.stream().map(folder -> dynamicTest(name(folder), () -> check(folder)));
  }

  @Test
  void aModelThatComputesSomethingElseIsFoundOut() throws IOException {
    Path folder = Files.createTempDirectory("golden");
    try (Stream<Path> files = Files.list(bundled().resolve("bert-cls"))) {
      for (Path file : files.toList()) {
        Files.copy(file, folder.resolve(file.getFileName()));
      }
    }
    Path config = folder.resolve("config.json");
    Files.writeString(config, Files.readString(config).replace("\"gelu\"", "\"relu\""));
    assertThat(failures(folder)).anyMatch(failure -> failure.startsWith("logits"));
  }

  private static void check(Path folder) throws IOException {
    List<String> failures = failures(folder);
    String name = name(folder);
    System.out.println(
        failures.isEmpty() ? "PASS " + name : "FAIL " + name + ": " + String.join("; ", failures));
    assertThat(failures).isEmpty();
  }

  private static List<String> failures(Path folder) throws IOException {
    Path classification = folder.resolve("classification.json");
    if (Files.exists(classification)) {
      return ClassificationGoldens.failures(classification);
    }
    var options = new RuntimeOptions(Device.CPU, 0, ThreadWaiting.PASSIVE);
    try (TensorRuntime runtime = TensorRuntime.start(options)) {
      return GoldenCase.failures(folder, runtime);
    }
  }

  private static String name(Path folder) {
    return folder.getFileName().toString();
  }

  private static Path root() {
    String chosen = System.getProperty("valence.goldens", "");
    return chosen.isEmpty() ? bundled() : Path.of(chosen);
  }

  private static Path bundled() {
    try {
      return Path.of(Objects.requireNonNull(GoldensTest.class.getResource("/goldens")).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
