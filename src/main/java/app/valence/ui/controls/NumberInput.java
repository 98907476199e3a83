package app.valence.ui.controls;

import com.google.errorprone.annotations.Immutable;
import java.text.NumberFormat;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalDouble;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/** A number that a person types: its text, what it means, and what is wrong with it. */
public final class NumberInput {
  /** Below this, a number is easier to read with an exponent. */
  private static final double SMALL = 1e-4;

  /**
   * What may be typed.
   *
   * @param least the smallest value
   * @param most the largest value
   * @param whole whether it has no decimals
   * @param optional whether it may stay empty
   * @param step what the arrow keys add; 0 to move through 1, 2, 5, 10 …
   */
  @Immutable
  public record Kind(double least, double most, boolean whole, boolean optional, double step) {
    /** Whole numbers from {@code least} to {@code most}. */
    public static Kind whole(double least, double most, double step) {
      return new Kind(least, most, true, false, step);
    }

    /** Numbers with decimals from {@code least} to {@code most}. */
    public static Kind decimal(double least, double most, double step) {
      return new Kind(least, most, false, false, step);
    }

    /** The same, which may stay empty. */
    public Kind orEmpty() {
      return new Kind(least, most, whole, true, step);
    }

    /** The same up to another value. */
    public Kind upTo(double other) {
      return new Kind(least, other, whole, optional, step);
    }
  }

  /** What is wrong with a text. */
  public enum Problem {
    NONE,
    EMPTY,
    NOT_A_NUMBER,
    NOT_WHOLE,
    OUTSIDE
  }

  private final Locale locale;
  private final StringProperty text = new SimpleStringProperty(this, "text", "");
  private final ReadOnlyObjectWrapper<Kind> kind;
  private final ReadOnlyObjectWrapper<Problem> problem = new ReadOnlyObjectWrapper<>(Problem.EMPTY);
  private OptionalDouble value = OptionalDouble.empty();

  /** An empty input. */
  public NumberInput(Kind kind, Locale locale) {
    this.kind = new ReadOnlyObjectWrapper<>(kind);
    this.locale = locale;
    text.subscribe(typed -> check());
    this.kind.subscribe(allowed -> check());
  }

  private void check() {
    value = OptionalDouble.empty();
    problem.set(problemOf(Objects.requireNonNullElse(text.get(), "")));
  }

  private Problem problemOf(String typed) {
    Kind allowed = kind.get();
    if (typed.isBlank()) {
      return allowed.optional() ? Problem.NONE : Problem.EMPTY;
    }
    OptionalDouble number = LenientNumber.parse(typed, locale);
    if (number.isEmpty()) {
      return Problem.NOT_A_NUMBER;
    }
    double typedValue = number.getAsDouble();
    if (allowed.whole() && typedValue != Math.rint(typedValue)) {
      return Problem.NOT_WHOLE;
    }
    if (typedValue < allowed.least() || typedValue > allowed.most()) {
      return Problem.OUTSIDE;
    }
    value = number;
    return Problem.NONE;
  }

  /** What stands in the field. */
  public StringProperty textProperty() {
    return text;
  }

  /** What may be typed. */
  public ReadOnlyObjectProperty<Kind> kindProperty() {
    return kind.getReadOnlyProperty();
  }

  /** Changes the largest value, such as to what a model can take. */
  public void restrict(double most) {
    kind.set(kind.get().upTo(most));
  }

  /** The largest value that may be typed. */
  public double most() {
    return kind.get().most();
  }

  /** What is wrong with the text. */
  public ReadOnlyObjectProperty<Problem> problemProperty() {
    return problem.getReadOnlyProperty();
  }

  /** Whether nothing is wrong. */
  public boolean isValid() {
    return problem.get() == Problem.NONE;
  }

  /** The number; empty where the field is empty or wrong. */
  public OptionalDouble value() {
    return value;
  }

  /** Writes a number into the field. */
  public void set(double number) {
    text.set(format(number));
  }

  /** Goes up ({@code 1}) or down ({@code -1}) by a step, within the range. */
  public void step(int direction) {
    Kind allowed = kind.get();
    double from = value.orElse(allowed.least());
    double to =
        allowed.step() > 0 ? linear(from, direction * allowed.step()) : decade(from, direction);
    set(Math.min(Math.max(to, allowed.least()), allowed.most()));
  }

  /** Rounded to the step's digits, so that 0.1 + 0.2 stays 0.3. */
  private static double linear(double from, double step) {
    return Math.rint((from + step) * 1e9) / 1e9;
  }

  private static double decade(double from, int direction) {
    double power = Math.pow(10, Math.floor(Math.log10(from)));
    double[] places = {power / 5, power / 2, power, power * 2, power * 5, power * 10};
    double tolerance = from * 1e-6;
    double next = from;
    for (int i = 0; i < places.length; i++) {
      double place = direction > 0 ? places[i] : places[places.length - 1 - i];
      next = place;
      if (direction > 0 ? place > from + tolerance : place < from - tolerance) {
        break;
      }
    }
    return Double.parseDouble(String.format(Locale.ROOT, "%.3e", next));
  }

  /** {@code number} as it stands in the field. */
  public String format(double number) {
    return format(number, locale);
  }

  /** {@code number} as it stands in a field of a window in {@code locale}. */
  public static String format(double number, Locale locale) {
    NumberFormat plain = NumberFormat.getInstance(locale);
    plain.setGroupingUsed(false);
    plain.setMaximumFractionDigits(10);
    if (number == 0 || Math.abs(number) >= SMALL) {
      return plain.format(number);
    }
    int exponent = (int) Math.floor(Math.log10(Math.abs(number)) + 1e-9);
    plain.setMaximumFractionDigits(6);
    return plain.format(number / Math.pow(10, exponent)) + "e" + exponent;
  }
}
