package app.valence.ui.training.multiples;

import java.util.List;
import java.util.Locale;

/** The metrics of a run that have a chart, in their order. */
public enum RunMetric {
  EVALUATION_LOSS(Group.EVALUATION, Unit.LOSS, "eval_loss"),
  EVALUATION_ACCURACY(Group.EVALUATION, Unit.SHARE, "eval_mean_token_accuracy", "eval_accuracy"),
  EVALUATION_SAMPLES(Group.EVALUATION, Unit.PER_SECOND, "eval_samples_per_second"),
  EVALUATION_RUNTIME(Group.EVALUATION, Unit.SECONDS, "eval_runtime"),
  EVALUATION_STEPS(Group.EVALUATION, Unit.PER_SECOND, "eval_steps_per_second"),
  EPOCH(Group.TRAINING, Unit.EPOCHS, "epoch"),
  GRADIENT_NORM(Group.TRAINING, Unit.LOSS, "grad_norm"),
  LEARNING_RATE(Group.TRAINING, Unit.RATE, "learning_rate"),
  LOSS(Group.TRAINING, Unit.LOSS, "loss"),
  ACCURACY(Group.TRAINING, Unit.SHARE, "mean_token_accuracy", "accuracy"),
  FLOPS(Group.TRAINING, Unit.FLOPS, "total_flos"),
  /** While the run goes on, the mean of the losses so far, which it ends at. */
  FINAL_LOSS(Group.TRAINING, Unit.LOSS, "train_loss"),
  RUNTIME(Group.TRAINING, Unit.SECONDS, "runtime", "train_runtime"),
  SAMPLES(Group.TRAINING, Unit.PER_SECOND, "samples_per_second", "train_samples_per_second"),
  STEPS(Group.TRAINING, Unit.PER_SECOND, "steps_per_second", "train_steps_per_second");

  /** What a metric is measured on. */
  public enum Group {
    EVALUATION,
    TRAINING;

    /** Its key in message bundles. */
    public String key() {
      return "multiples." + name().toLowerCase(Locale.ROOT);
    }
  }

  /** How its values are written. */
  enum Unit {
    LOSS,
    SHARE,
    PER_SECOND,
    SECONDS,
    EPOCHS,
    RATE,
    FLOPS
  }

  /** The start of the names that only the row has which closes a run. */
  private static final String CLOSING = "train_";

  private final Group group;
  private final Unit unit;

  @SuppressWarnings("ImmutableEnumChecker") // List.of makes lists that cannot change.
  private final List<String> names;

  RunMetric(Group group, Unit unit, String... names) {
    this.group = group;
    this.unit = unit;
    this.names = List.of(names);
  }

  /** What it is measured on. */
  public Group group() {
    return group;
  }

  Unit unit() {
    return unit;
  }

  /** Its names in logs, those of which a row has at most one. */
  List<String> names() {
    return names.stream().filter(name -> !name.startsWith(CLOSING)).toList();
  }

  /** Its name in the row that closes a run; empty if there is none. */
  String closingName() {
    return names.stream().filter(name -> name.startsWith(CLOSING)).findFirst().orElse("");
  }

  /** All its names, the one of a language model first. */
  List<String> allNames() {
    return names;
  }

  /** Whether single values scatter so much that their average is to be read. */
  boolean scatters() {
    return switch (this) {
      case GRADIENT_NORM, LOSS, ACCURACY, SAMPLES, STEPS -> true;
      default -> false;
    };
  }

  /** Its key in message bundles. */
  String key() {
    return "multiple." + name().toLowerCase(Locale.ROOT);
  }
}
