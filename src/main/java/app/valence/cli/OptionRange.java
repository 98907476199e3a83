package app.valence.cli;

import java.util.Optional;
import java.util.function.DoublePredicate;

/** Checks numbers where the option is known by name, which the settings behind it do not know. */
final class OptionRange {
  private OptionRange() {}

  /**
   * Checks what was given for an option, if anything was.
   *
   * @param range what is allowed, in words
   * @throws UsageException if it is not allowed
   */
  static void require(
      String option, Optional<? extends Number> given, DoublePredicate allowed, String range) {
    if (given.isPresent() && !allowed.test(given.get().doubleValue())) {
      throw new UsageException("%s must be %s, and is %s.".formatted(option, range, given.get()));
    }
  }

  /** Checks a number that must not be below {@code least}. */
  static void atLeast(int least, String option, Optional<? extends Number> given) {
    require(option, given, x -> x >= least, "at least " + least);
  }

  /** Checks a number from {@code least} to {@code most}. */
  static void between(int least, int most, String option, Optional<? extends Number> given) {
    require(option, given, x -> x >= least && x <= most, "between " + least + " and " + most);
  }

  /** Refuses two options of which each says what the other says too. */
  static void exclusive(String first, Optional<?> one, String second, Optional<?> other) {
    if (one.isPresent() && other.isPresent()) {
      throw new UsageException(
          "%s and %s exclude each other. Give one of them.".formatted(first, second));
    }
  }
}
