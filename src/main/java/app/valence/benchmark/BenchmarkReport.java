package app.valence.benchmark;

import app.valence.tensor.Precision;
import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * The measurements of one shape on one machine.
 *
 * @param matmulFlops floating-point operations a second of the 2048³ product in 32 bits
 * @param peakBytes the most memory the process ever had
 */
public record BenchmarkReport(
    String shape,
    String device,
    int threads,
    double matmulFlops,
    List<PrecisionReport> precisions,
    OptionalLong peakBytes) {

  /** How many times faster than in 32 bits training is in bfloat16, if both were measured. */
  public OptionalDouble bf16Gain() {
    Optional<PrecisionReport> fp32 = of(Precision.FP32);
    Optional<PrecisionReport> bf16 = of(Precision.BF16);
    return fp32.isPresent() && bf16.isPresent()
        ? OptionalDouble.of(bf16.get().trainingSamples() / fp32.get().trainingSamples())
        : OptionalDouble.empty();
  }

  /**
   * How far the loss curves of two formats are apart: the mean difference over their common steps.
   */
  public OptionalDouble lossDifference() {
    Optional<PrecisionReport> fp32 = of(Precision.FP32);
    Optional<PrecisionReport> bf16 = of(Precision.BF16);
    if (fp32.isEmpty() || bf16.isEmpty()) {
      return OptionalDouble.empty();
    }
    List<Double> a = fp32.get().losses();
    List<Double> b = bf16.get().losses();
    int steps = Math.min(a.size(), b.size());
    double sum = 0;
    for (int i = 0; i < steps; i++) {
      sum += Math.abs(a.get(i) - b.get(i));
    }
    return OptionalDouble.of(sum / steps);
  }

  private Optional<PrecisionReport> of(Precision precision) {
    return precisions.stream().filter(r -> r.precision() == precision).findFirst();
  }

  /** The report as a table for people. */
  public String toText() {
    var text = new StringBuilder();
    append(
        text,
        "%s on %s, %d threads; 2048³ product in fp32: %.0f GFLOP/s%n",
        shape,
        device,
        threads,
        matmulFlops / 1e9);
    text.append(
            "precision   train ex/s     tokens/s    of peak   forward  backward optimizer   rest")
        .append("   predict ex/s       tokens/s")
        .append(System.lineSeparator());
    precisions.forEach(row -> appendRow(text, row));
    if (bf16Gain().isPresent()) {
      append(
          text,
          "bf16 trains %.2f times as fast as fp32; their losses differ by %.6f a step on average%n",
          bf16Gain().getAsDouble(),
          lossDifference().orElseThrow());
    }
    peakBytes.ifPresent(bytes -> append(text, "peak memory %.0f MB%n", bytes / 1e6));
    return text.toString();
  }

  private static void appendRow(StringBuilder text, PrecisionReport r) {
    append(
        text,
        "%-9s %12.2f %12.0f %9.1f%% %8.1f%% %8.1f%% %8.1f%% %5.1f%% %14.2f %14.0f%n",
        r.precision().name().toLowerCase(Locale.ROOT),
        r.trainingSamples(),
        r.trainingTokens(),
        100 * r.shareOfPeak(),
        100 * r.forward(),
        100 * r.backward(),
        100 * r.optimizer(),
        100 * r.rest(),
        r.inferenceSamples(),
        r.inferenceTokens());
  }

  @FormatMethod
  private static void append(StringBuilder text, @FormatString String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values));
  }

  /** The report as maps and lists, for a JSON file. */
  public Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("shape", shape);
    json.put("device", device);
    json.put("threads", threads);
    json.put("matmul_flops_per_second", matmulFlops);
    List<Object> rows = new ArrayList<>();
    for (PrecisionReport r : precisions) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("precision", r.precision().name().toLowerCase(Locale.ROOT));
      row.put("train_samples_per_second", r.trainingSamples());
      row.put("train_tokens_per_second", r.trainingTokens());
      row.put("share_of_matmul_peak", r.shareOfPeak());
      row.put("forward_share", r.forward());
      row.put("backward_share", r.backward());
      row.put("optimizer_share", r.optimizer());
      row.put("rest_share", r.rest());
      row.put("predict_samples_per_second", r.inferenceSamples());
      row.put("predict_tokens_per_second", r.inferenceTokens());
      row.put("losses", r.losses());
      rows.add(row);
    }
    json.put("precisions", rows);
    bf16Gain().ifPresent(gain -> json.put("bf16_gain", gain));
    lossDifference().ifPresent(difference -> json.put("bf16_loss_difference", difference));
    peakBytes.ifPresent(bytes -> json.put("peak_memory_bytes", bytes));
    return json;
  }
}
