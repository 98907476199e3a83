package app.valence.recipes;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Values that another run came to, to be set beside one's own.
 *
 * @param label what that run is called in a word, such as "study"
 * @param source what it is
 * @param values by the names that logs have, such as {@code eval_loss}
 */
public record Reference(LocalText label, LocalText source, Map<String, Double> values) {
  /** Keeps its own copy, in order. */
  public Reference {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** The value of a metric, if there is one. */
  public OptionalDouble value(String metric) {
    Double value = values.get(metric);
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }
}
