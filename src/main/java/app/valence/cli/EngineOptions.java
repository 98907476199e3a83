package app.valence.cli;

import app.valence.tensor.Device;
import app.valence.tensor.Precision;
import app.valence.tensor.RuntimeOptions;
import app.valence.tensor.TensorRuntime;
import app.valence.tensor.ThreadWaiting;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where and how the engine computes. */
final class EngineOptions {
  @Option(
      names = "--device",
      paramLabel = "DEVICE",
      description = "auto, cpu, cuda or cuda:1 (default: ${DEFAULT-VALUE}).",
      defaultValue = "auto")
  private String device = "auto";

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Worker threads (default: one a physical core).",
      defaultValue = "0",
      showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER)
  private int threads;

  @Option(
      names = "--thread-waiting",
      paramLabel = "passive|active",
      description =
          "What idle worker threads do: sleep, which is kind to other programs, or spin, which may be"
              + " a little faster on an otherwise idle machine (default: passive).",
      defaultValue = "passive")
  private ThreadWaiting waiting = ThreadWaiting.PASSIVE;

  @Option(
      names = "--precision",
      paramLabel = "fp32|bf16|auto",
      description =
          "Matrix products in 32-bit floats or bfloat16; auto takes bfloat16 where the processor"
              + " is made for it (default: fp32).",
      defaultValue = "fp32")
  private PrecisionChoice precision = PrecisionChoice.FP32;

  /** How to start the engine. */
  RuntimeOptions runtimeOptions() {
    int most = RuntimeOptions.mostThreads();
    OptionRange.require(
        "--threads",
        Optional.of(threads),
        n -> n >= 0 && n <= most,
        "between 0 (the engine's own number) and " + most + " on this machine");
    try {
      return new RuntimeOptions(Device.parse(device), threads, waiting);
    } catch (IllegalArgumentException e) {
      throw new UsageException("--device: " + e.getMessage());
    }
  }

  /** What is computed on, and how. */
  static String describe(TensorRuntime runtime, Precision precision) {
    return String.format(
        Locale.ROOT,
        "Device %s, %d thread%s, %s.",
        runtime.device(),
        runtime.threads(),
        runtime.threads() == 1 ? "" : "s",
        precision.name().toLowerCase(Locale.ROOT));
  }

  /** The number format that was asked for. */
  PrecisionChoice precision() {
    return precision;
  }
}
