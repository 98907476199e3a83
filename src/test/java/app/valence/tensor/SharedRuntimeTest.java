package app.valence.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.valence.jobs.Outcome;
import app.valence.jobs.ThreadJobRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** All jobs of a program share one engine, which is started when it is needed. */
@Timeout(120)
class SharedRuntimeTest {
  private static final RuntimeOptions ONE_THREAD = RuntimeOptions.within(Device.CPU, 1);

  @Test
  void twoJobsGetTheSameRuntimeWhicheverStartsIt() throws Exception {
    try (var shared = new SharedRuntime(ONE_THREAD, Optional.empty())) {
      assertThat(shared.isStarted()).isFalse();
      BlockingQueue<Outcome<TensorRuntime>> outcomes = new LinkedBlockingQueue<>();
      for (String name : new String[] {"training", "predicting"}) {
        var unused =
            new ThreadJobRunner()
                .start(name, context -> shared.get(), progress -> {}, outcomes::add);
      }
      assertThat(outcomes.take()).isEqualTo(outcomes.take()).isInstanceOf(Outcome.Succeeded.class);
      assertThat(shared.isStarted()).isTrue();
      assertThat(shared.get().devices()).startsWith(Device.AUTO, Device.CPU);
    }
  }

  @Test
  void everyJobHasTheThreadsThatWereChosen() throws Exception {
    try (var shared = new SharedRuntime(ONE_THREAD, Optional.empty())) {
      assertThat(shared.get().threads()).isEqualTo(1);
      BlockingQueue<Outcome<Integer>> outcomes = new LinkedBlockingQueue<>();
      var unused =
          new ThreadJobRunner()
              .start("later", context -> shared.get().threads(), progress -> {}, outcomes::add);
      assertThat(outcomes.take()).isEqualTo(new Outcome.Succeeded<>(1));
    }
  }

  @Test
  void aClosedOneIsNotStartedAgain() {
    var shared = new SharedRuntime(ONE_THREAD, Optional.empty());
    shared.close();
    assertThatThrownBy(shared::get).isInstanceOf(IllegalStateException.class);
    assertThat(shared.isStarted()).isFalse();
  }

  @Test
  void settingsOfALargerMachineStillStart() {
    assertThat(RuntimeOptions.within(Device.CPU, 100_000).threads())
        .isEqualTo(RuntimeOptions.mostThreads());
    assertThat(RuntimeOptions.within(Device.CPU, -1).threads()).isZero();
  }

  @Test
  void theEngineUnpacksItsLibrariesWhereItIsTold(@TempDir Path folder) throws Exception {
    Path cache = folder.resolve("cache");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dai.djl.offline=true",
                "-Duser.home=" + folder.resolve("home"),
                "-cp",
                System.getProperty("java.class.path"),
                SharedRuntimeTest.class.getName(),
                cache.toString())
            .redirectErrorStream(true)
            .start();
    try (var lines = process.inputReader()) {
      assertThat(lines.lines().toList()).contains("cpu");
    } finally {
      process.destroyForcibly();
    }
    try (Stream<Path> files = Files.walk(cache)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .contains(System.mapLibraryName("torch_cpu"));
    }
    assertThat(folder.resolve("home/.djl.ai")).doesNotExist();
  }

  /** Starts the engine with its libraries in a folder. */
  public static void main(String[] args) throws IOException {
    try (var shared = new SharedRuntime(ONE_THREAD, Optional.of(Path.of(args[0])))) {
      System.out.println(shared.get().device());
    }
  }
}
