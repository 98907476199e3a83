package app.valence.ui.controls.chart;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberTextTest {
  @ParameterizedTest
  @CsvSource({
    "0,0",
    "1250,1250",
    "123456,123456",
    "0.693147,0.6931",
    "0.41,0.4100",
    "12.5,12.50",
    "5e-5,5e-5",
    "0.000123456,1.235e-4",
    "1234567,1.235M",
    "23456.78,23.46k",
    "-0.5,-0.5000",
    "0.00999999,0.010000",
    "9.99996,10.000"
  })
  void valuesHaveFourDigits(double value, String text) {
    assertThat(NumberText.value(value)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"1200,1200", "12000,12k", "3400000,3.4M", "0.001,0.001", "1e-5,1e-5", "0,0"})
  void compactTextsAreShort(double value, String text) {
    assertThat(NumberText.compact(value)).isEqualTo(text);
  }

  @Test
  void gapsAreADash() {
    assertThat(NumberText.value(Double.NaN)).isEqualTo("–");
  }
}
