package app.valence.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs that end before their time, in a Java of their own, and what becomes of them. */
@Timeout(120)
class ResumeTest {
  @TempDir static Path folder;
  private static JsonNode uninterrupted;

  private Process process;

  @BeforeAll
  static void trainWithoutInterruption() throws IOException {
    CliRun run = CliRun.of(args("whole").toArray());
    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
    uninterrupted = result("whole");
  }

  @AfterEach
  void endProcess() {
    if (process != null) {
      process.destroyForcibly();
    }
  }

  private static List<String> args(String run) {
    return new ArrayList<>(
        List.of(
            "train",
            "--data=" + CliRun.sample("train"),
            "--validation=" + CliRun.sample("validation"),
            "--init=tiny",
            "--max-steps=48",
            "--eval-steps=24",
            "--save-steps=12",
            "--learning-rate=1e-3",
            "--threads=1",
            "--output=" + folder.resolve(run),
            "--json=" + folder.resolve(run + ".json")));
  }

  private static JsonNode result(String run) throws IOException {
    return new ObjectMapper().readTree(folder.resolve(run + ".json").toFile());
  }

  private void start(List<String> args) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dai.djl.offline=true",
                "-cp",
                System.getProperty("java.class.path"),
                "app.valence.app.Launcher"));
    command.addAll(args);
    process = new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  private void awaitFirstCheckpoint() throws IOException {
    try (var lines = process.inputReader()) {
      var seen = new ArrayList<String>();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        seen.add(line);
        if (line.startsWith("Checkpoint: ")) {
          return;
        }
      }
      assertThat(seen).as("output without a checkpoint").isEmpty();
    }
  }

  private static void assertSameAsUninterrupted(JsonNode resumed) {
    assertThat(resumed.path("steps")).isEqualTo(uninterrupted.path("steps"));
    assertThat(resumed.path("best_step")).isEqualTo(uninterrupted.path("best_step"));
    assertThat(resumed.path("train").path("train_loss"))
        .isEqualTo(uninterrupted.path("train").path("train_loss"));
    assertThat(resumed.path("train").path("num_tokens"))
        .isEqualTo(uninterrupted.path("train").path("num_tokens"));
    assertThat(resumed.path("validation")).isEqualTo(uninterrupted.path("validation"));
  }

  @Test
  void aKilledRunIsResumedToTheLossOfTheUninterruptedOne() throws Exception {
    List<String> args = args("killed");
    start(args);
    awaitFirstCheckpoint();
    process.destroyForcibly().waitFor();
    assertThat(folder.resolve("killed.json")).as("the run was killed too late").doesNotExist();

    args.add("--resume");
    CliRun resumed = CliRun.of(args.toArray());
    assertThat(resumed.exitCode()).as(resumed.err()).isEqualTo(ExitCode.DONE);
    assertThat(resumed.out()).contains("Resuming from", "steps are done already");
    assertSameAsUninterrupted(result("killed"));
    try (var entries = Files.list(folder.resolve("killed"))) {
      assertThat(entries.map(e -> e.getFileName().toString()))
          .noneMatch(name -> name.startsWith("."));
    }
  }

  @Test
  void anInterruptedRunWritesACheckpointAndIsResumed() throws Exception {
    List<String> args = args("stopped");
    start(args);
    assumeTrue(process.supportsNormalTermination(), "this system has no polite way to end a Java");
    try (var lines = process.inputReader()) {
      String line = lines.readLine();
      while (line != null && !line.startsWith("Checkpoint: ")) {
        line = lines.readLine();
      }
      process.toHandle().destroy(); // Process.destroy would close the streams too.
      List<String> rest = lines.lines().toList();
      assertThat(rest).anyMatch(l -> l.contains("Stopping after this step"));
      assertThat(rest).anyMatch(l -> l.contains("with --resume"));
    }
    process.waitFor();
    assertThat(result("stopped").path("reason").asText()).isEqualTo("cancelled");
    int stopped = result("stopped").path("steps").asInt();
    assertThat(folder.resolve("stopped/checkpoint-" + stopped)).exists();

    args.add("--resume");
    CliRun resumed = CliRun.of(args.toArray());
    assertThat(resumed.exitCode()).as(resumed.err()).isEqualTo(ExitCode.DONE);
    assertSameAsUninterrupted(result("stopped"));
  }

  @Test
  void aRunIsResumedFromANamedCheckpointOnlyOfItsOwn() throws IOException {
    List<String> args = args("whole");
    args.add("--resume=" + folder.resolve("whole/checkpoint-36"));
    CliRun resumed = CliRun.of(args.toArray());
    assertThat(resumed.exitCode()).as(resumed.err()).isEqualTo(ExitCode.DONE);
    assertSameAsUninterrupted(result("whole"));

    List<String> other = args("other");
    other.add("--resume=" + folder.resolve("whole/checkpoint-48"));
    CliRun refused = CliRun.of(other.toArray());
    assertThat(refused.exitCode()).isEqualTo(ExitCode.UNUSABLE_INPUT);
    assertThat(refused.err()).contains("not one of the checkpoints in");
  }

  @Test
  void otherSettingsAreNotResumed() {
    List<String> args = args("whole");
    args.add("--resume");
    args.add("--weight-decay=0.5");
    CliRun refused = CliRun.of(args.toArray());
    assertThat(refused.exitCode()).isEqualTo(ExitCode.UNUSABLE_INPUT);
    assertThat(refused.err())
        .contains("other settings (optimizer.weightDecay was 0.01 and is 0.5)");
  }

  @Test
  void theOriginOfTheRunNeedNotBeRepeated() throws IOException {
    List<String> args = args("whole");
    args.removeIf(a -> a.startsWith("--init") || a.contains("rate") || a.contains("steps"));
    args.add("--resume=" + folder.resolve("whole/checkpoint-36"));
    CliRun resumed = CliRun.of(args.toArray());
    assertThat(resumed.exitCode()).as(resumed.err()).isEqualTo(ExitCode.DONE);
    assertSameAsUninterrupted(result("whole"));
  }

  @Test
  void anotherOriginThanTheRunsIsRefused() {
    List<String> args = args("whole");
    args.set(args.indexOf("--init=tiny"), "--init=mini");
    args.add("--resume");
    CliRun refused = CliRun.of(args.toArray());
    assertThat(refused.exitCode()).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(refused.err()).contains("--init mini", "2 layers of 128 units", "Leave it out");
  }

  @Test
  void otherValidationDataAreNotResumed() {
    List<String> args = args("whole");
    args.set(2, "--validation=" + CliRun.sample("test"));
    args.add("--resume");
    CliRun refused = CliRun.of(args.toArray());
    assertThat(refused.exitCode()).isEqualTo(ExitCode.UNUSABLE_INPUT);
    assertThat(refused.err()).contains("other data (validation was").doesNotContain("training was");
  }

  @Test
  void anEmptyCheckpointIsAnsweredWithTheOneBefore() throws IOException {
    Path empty = Files.createDirectories(folder.resolve("whole/checkpoint-999"));
    try {
      List<String> args = args("whole");
      args.add("--resume");
      CliRun refused = CliRun.of(args.toArray());
      assertThat(refused.exitCode()).isEqualTo(ExitCode.UNUSABLE_INPUT);
      assertThat(refused.err())
          .contains("checkpoint-999", "--resume=" + folder.resolve("whole/checkpoint-48"));
    } finally {
      Files.delete(empty);
    }
  }
}
