package app.valence.ui.training.multiples;

import app.valence.ui.text.Figures;
import app.valence.ui.text.Messages;

/** Values of metrics as they are written, with their units. */
final class MetricText {
  private static final int DIGITS = 3;

  /** Of a published value, which has no more of them. */
  private static final int ALL_DIGITS = 4;

  private final Messages messages;
  private final Figures figures;

  MetricText(Messages messages) {
    this.messages = messages;
    this.figures = new Figures(messages.locale());
  }

  String value(RunMetric metric, double value) {
    return switch (metric.unit()) {
      case LOSS -> figures.fixed(value, 3);
      case EPOCHS -> figures.fixed(value, 1);
      default -> written(metric, value, DIGITS);
    };
  }

  /** A value that another run came to, with the digits that it has. */
  String exact(RunMetric metric, double value) {
    return written(metric, value, ALL_DIGITS);
  }

  private String written(RunMetric metric, double value, int digits) {
    return switch (metric.unit()) {
      case LOSS, EPOCHS, RATE -> figures.significant(value, digits);
      case SHARE -> figures.percent(value);
      case PER_SECOND -> messages.get("multiples.perSecond", figures.significant(value, digits));
      case SECONDS -> messages.get("multiples.seconds", figures.significant(value, digits));
      case FLOPS -> figures.metric(value);
    };
  }
}
