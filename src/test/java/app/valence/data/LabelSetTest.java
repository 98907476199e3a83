package app.valence.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class LabelSetTest {
  @Test
  void numbersAreOrderedByValueBeforeWordsByCharacter() {
    assertThat(LabelSet.sorted(List.of("b", "10", "a", "2", "-1", "B", "2.5", "b")).names())
        .containsExactly("-1", "2", "2.5", "10", "B", "a", "b");
  }

  @Test
  void labelsOfEqualValueStayDistinct() {
    assertThat(LabelSet.sorted(List.of("1.0", "1", "01")).names())
        .containsExactly("01", "1", "1.0");
  }

  @Test
  void aGivenOrderIsKeptAndIndexed() {
    LabelSet labels = LabelSet.of(List.of("neutral", "bad"));
    assertThat(labels.size()).isEqualTo(2);
    assertThat(labels.name(0)).isEqualTo("neutral");
    assertThat(labels.index("bad")).hasValue(1);
    assertThat(labels.index("Bad")).isEmpty();
  }

  @Test
  void aNameGivenTwiceIsRefused() {
    assertThatThrownBy(() -> LabelSet.of(List.of("a", "b", "a")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"a\"");
  }

  @Test
  void aPrintableNameStaysOnOneLine() {
    assertThat(LabelSet.printable("very\tgood\r\nnew\u0007"))
        .isEqualTo("very\\tgood\\r\\nnew\\u0007");
    assertThat(LabelSet.printable("größer 😀")).isEqualTo("größer 😀");
  }
}
