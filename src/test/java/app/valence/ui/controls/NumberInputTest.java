package app.valence.ui.controls;

import static org.assertj.core.api.Assertions.assertThat;

import app.valence.ui.controls.NumberInput.Kind;
import app.valence.ui.controls.NumberInput.Problem;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumberInputTest {
  private static final Kind RATE = Kind.decimal(1e-8, 1, 0);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "en | 5e-5     | 0.00005",
        "de | 5E-5     | 0.00005",
        "de | 0,0005   | 0.0005",
        "de | 0.0005   | 0.0005",
        "en | 0,0005   | 0.0005",
        "en | .5       | 0.5",
        "de | 5,5e-4   | 0.00055",
        "en | 1,000    | 1000",
        "de | 1,000    | 1",
        "de | 1.000    | 1000",
        "en | 1.000    | 1",
        "de | 1.000,5  | 1000.5",
        "en | 1,000.5  | 1000.5",
        "de | 1.000.000| 1000000",
        "en | 12 000   | 12000",
        "fr | 12 000,5 | 12000.5",
        "en | −3       | -3",
      })
  void numbersAreReadAsTheyAreMeant(String language, String text, double number) {
    assertThat(LenientNumber.parse(text, Locale.forLanguageTag(language))).hasValue(number);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "fast", "1e", "1,2,3", "1.2.3", "0x10", "NaN", "Infinity", "5 %"})
  void whatIsNoNumberIsNotGuessed(String text) {
    assertThat(LenientNumber.parse(text, Locale.ENGLISH)).isEmpty();
  }

  @Test
  void numbersAreWrittenSoThatTheyAreReadAgain() {
    for (Locale locale : new Locale[] {Locale.ENGLISH, Locale.GERMAN, Locale.FRENCH}) {
      var input = new NumberInput(RATE, locale);
      for (double number : new double[] {1, 0.5, 5e-4, 5e-5, 1.5e-5, 1e-8}) {
        input.set(number);
        assertThat(input.value()).hasValue(number);
      }
    }
  }

  @Test
  void theArrowKeysStayInTheRange() {
    var input = new NumberInput(Kind.whole(1, 64, 8), Locale.ENGLISH);
    input.set(60);
    input.step(1);
    assertThat(input.textProperty().get()).isEqualTo("64");
    input.set(3);
    input.step(-1);
    assertThat(input.textProperty().get()).isEqualTo("1");
  }

  @Test
  void aRateStepsThroughItsDecades() {
    var input = new NumberInput(RATE, Locale.ENGLISH);
    input.set(5e-5);
    input.step(1);
    assertThat(input.value()).hasValue(1e-4);
    input.step(1);
    assertThat(input.value()).hasValue(2e-4);
    input.step(-1);
    input.step(-1);
    assertThat(input.value()).hasValue(5e-5);
    input.step(-1);
    assertThat(input.value()).hasValue(2e-5);
    input.set(3e-4);
    input.step(1);
    assertThat(input.value()).hasValue(5e-4);
  }

  @Test
  void aNarrowerRangeIsCheckedAtOnce() {
    var input = new NumberInput(Kind.whole(4, 512, 16), Locale.ENGLISH);
    input.set(256);
    input.restrict(128);
    assertThat(input.problemProperty().get()).isEqualTo(Problem.OUTSIDE);
    assertThat(input.value()).isEmpty();
  }
}
