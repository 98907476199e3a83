package app.valence.training;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One row of a run's log.
 *
 * @param step optimizer steps finished
 * @param epoch passes over the data finished, with the fraction of the present one
 * @param metrics values by the names that Hugging Face's trainer gives them, such as {@code
 *     eval_loss}; undefined ones are left out
 */
public record LogRow(long step, double epoch, Map<String, Double> metrics) {
  /** Copies the metrics, in their order, without undefined values. */
  public LogRow {
    var defined = new LinkedHashMap<String, Double>();
    metrics.forEach(
        (name, value) -> {
          if (Double.isFinite(value)) {
            defined.put(name, value);
          }
        });
    metrics = Collections.unmodifiableMap(defined);
  }
}
