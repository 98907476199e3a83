package app.valence.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchmarkCommandTest {
  @TempDir Path folder;

  @Test
  void ratesAndSharesAreShownAndWritten() throws IOException {
    Path json = folder.resolve("speed.json");
    CliRun run =
        CliRun.of(
            "benchmark",
            "--shape=bert-tiny",
            "--seconds=0.01",
            "--max-length=32",
            "--data=" + CliRun.sample("train"),
            "--json=" + json);
    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
    assertThat(run.out()).contains("bert-tiny", "of peak", "padded to the maximum");
    JsonNode report = new ObjectMapper().readTree(json.toFile());
    assertThat(report.path("precisions").path(0).path("share_of_matmul_peak").asDouble())
        .isPositive();
    assertThat(report.path("uneven_lengths").path("gain").asDouble()).isPositive();
  }

  @Test
  void anUnknownShapeIsWrongUsage() {
    CliRun run = CliRun.of("benchmark", "--shape=gpt-9");
    assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(run.err()).contains("gpt-9").contains("bert-mini");
  }
}
