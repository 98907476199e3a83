package app.valence.prompting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.valence.data.LabelSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PromptTemplateTest {
  private static final LabelSet LABELS = LabelSet.of(List.of("neg", "pos"));
  private static final LabelWords WORDS =
      LabelWords.of(LABELS, Map.of("neg", "bad", "pos", " good "));

  @Test
  void partsStandWhereTheTemplateHasThem() {
    var template = PromptTemplate.parse("One of {labels}: {text} => {label}.");
    assertThat(template.beforeText(WORDS)).isEqualTo("One of bad, good: ");
    assertThat(template.beforeAnswer(WORDS)).isEqualTo(" => ");
    assertThat(template.afterLabel(WORDS)).isEqualTo(".");
  }

  @Test
  void bracesThatAreNoPlaceholderStayAsTheyAre() {
    var template = PromptTemplate.parse("{{text}} {\"a\": 1} {} {text} {\"label\": \"{label}\"}");
    assertThat(template.beforeText(WORDS)).isEqualTo("{text} {\"a\": 1} {} ");
    assertThat(template.beforeAnswer(WORDS)).isEqualTo(" {\"label\": \"");
    assertThat(template.afterLabel(WORDS)).isEqualTo("\"}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Sentiment: {label}                     | no {text}. Say where the text",
        "Review: {text}                         | no {label}. Say where the model is to answer",
        "{text} {text} {label}                  | more than one {text}",
        "{text} {label} {label}                 | more than one {label}",
        "{label}: {text}                        | {label} comes before",
        "{text} {label} of {labels}             | {label} comes before",
        "Review: {txt} {label}                  | has {txt}, which nothing",
      })
  void whatCannotBeUsedIsRefusedWithTheRemedy(String source, String complaint) {
    assertThatThrownBy(() -> PromptTemplate.parse(source))
        .isInstanceOf(PromptTemplateException.class)
        .hasMessageContaining(complaint);
  }

  @Test
  void wordsThatDoNotTellClassesApartAreRefused() {
    assertThatThrownBy(() -> LabelWords.of(LABELS, Map.of("neg", "pos")))
        .hasMessageContaining("share the word \"pos\"");
    assertThatThrownBy(() -> LabelWords.of(LABELS, Map.of("neutral", "so so")))
        .hasMessageContaining("no class \"neutral\"")
        .hasMessageContaining("neg, pos");
    assertThatThrownBy(() -> LabelWords.of(LABELS, Map.of("neg", " ")))
        .hasMessageContaining("empty");
  }
}
