package app.valence.prompting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.valence.data.Dataset;
import app.valence.data.Example;
import app.valence.jobs.JobContext;
import app.valence.model.tokenizer.Tokenizer;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PromptEncoderTest {
  private static final String LONG = "the film is good and ".repeat(40);

  private final Tokenizer tokenizer = TinyPrompts.tokenizer();
  private final int end = tokenizer.specialTokens().separator().orElseThrow();

  @AfterEach
  void close() {
    tokenizer.close();
  }

  private PromptEncoder encoder(String template, int length, int shots) throws IOException {
    var limits = new PromptEncoder.Limits(OptionalInt.of(end), length, shots);
    return new PromptEncoder(tokenizer, TinyPrompts.form(template), limits);
  }

  private PromptedText example(PromptEncoder encoder, String text, int label) {
    var dataset = new Dataset("one", List.of(new Example(text, label, 1)), TinyPrompts.LABELS);
    return encoder.examples(dataset, JobContext.detached()).get(0);
  }

  private String decoded(PromptedText text, int from, int to) {
    return tokenizer.decode(Arrays.copyOfRange(text.ids(), from, to), false);
  }

  @Test
  void theAnswerBeginsWithTheSpaceBeforeTheLabelAndEndsTheText() throws IOException {
    var encoded = example(encoder("Review: {text}\nLabel: {label}!", 99, 0), " a good film ", 1);
    assertThat(decoded(encoded, 0, encoded.answerStart())).isEqualTo("Review: a good film\nLabel:");
    assertThat(decoded(encoded, encoded.answerStart(), encoded.ids().length))
        .isEqualTo(" positive!<|endoftext|>");
    assertThat(encoded.shortened()).isFalse();
  }

  @Test
  void aLongTextIsCutAndTheTemplateAndTheAnswerStayWhole() throws IOException {
    for (int length : new int[] {16, 17, 30, 64}) {
      var encoder = encoder("Review: {text}\nLabel: {label}", length, 0);
      for (String text : List.of(LONG, "😀é".repeat(300), "x".repeat(500))) {
        var encoded = example(encoder, text, 0);
        assertThat(encoded.ids()).hasSizeLessThanOrEqualTo(length);
        assertThat(decoded(encoded, 0, encoded.ids().length))
            .startsWith("Review: " + text.substring(0, 1))
            .endsWith("\nLabel: negative<|endoftext|>");
        assertThat(encoded.answerStart()).isLessThan(encoded.ids().length - 1);
        assertThat(encoded.shortened()).isTrue();
      }
    }
  }

  @Test
  void asMuchOfTheTextIsKeptAsFits() throws IOException {
    var encoded = example(encoder("Review: {text}\nLabel: {label}", 40, 0), LONG, 0);
    assertThat(encoded.ids()).hasSizeBetween(39, 40);
  }

  @Test
  void aTemplateThatIsTooLongByItselfIsRefused() throws IOException {
    var encoder = encoder("Review: {text}\nLabel: {label}", 5, 0);
    assertThatThrownBy(() -> example(encoder, "good", 1))
        .isInstanceOf(PromptTooLongException.class)
        .hasMessageContaining("may have 5")
        .hasMessageContaining("Raise the maximum length");
  }

  @Test
  void choicesBeginAlikeAndEndWithEachLabel() throws IOException {
    var choices = encoder("Review: {text}\nLabel: {label}!", 99, 0).choices(List.of(), "fine");
    assertThat(choices.answers()).hasSize(2);
    int shared = choices.sharedTokens();
    for (int label = 0; label < 2; label++) {
      PromptedText answer = choices.answers().get(label);
      assertThat(answer.answerStart()).isEqualTo(shared);
      assertThat(decoded(answer, 0, shared)).isEqualTo("Review: fine\nLabel:");
      assertThat(decoded(answer, shared, answer.ids().length))
          .isEqualTo(" " + TinyPrompts.LABELS.name(label));
    }
  }

  @Test
  void demonstrationsComeFirstAndAreLeftOutBeforeTheTextIsCut() throws IOException {
    List<Shot> shots = List.of(new Shot("dull film", "negative"), new Shot("great", "positive"));
    String template = "Review: {text}\nLabel: {label}";
    var all = encoder(template, 200, 2).choices(shots, "good song").answers().get(1);
    String whole = decoded(all, 0, all.ids().length);
    assertThat(whole)
        .isEqualTo(
            "Review: dull film\nLabel: negative\n\nReview: great\nLabel: positive\n\n"
                + "Review: good song\nLabel: positive");
    int length = all.ids().length - 1;
    var fewer = encoder(template, length, 2).choices(shots, "good song").answers().get(1);
    assertThat(decoded(fewer, 0, fewer.ids().length))
        .isEqualTo("Review: great\nLabel: positive\n\nReview: good song\nLabel: positive");
    assertThat(fewer.shortened()).isTrue();
  }
}
