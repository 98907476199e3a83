package app.valence.prompting;

import app.valence.data.Dataset;
import app.valence.data.Example;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The examples of a data set as demonstrations, made when they are first shown. */
final class Shots {
  private final Dataset examples;
  private final PromptEncoder encoder;
  private final int tokens;
  private final Map<Integer, Shot> made = new HashMap<>();

  /**
   * Demonstrations of {@code examples}.
   *
   * @param tokens of a text, so that a long one does not crowd the others out
   */
  Shots(Dataset examples, PromptEncoder encoder, int tokens) {
    this.examples = examples;
    this.encoder = encoder;
    this.tokens = tokens;
  }

  /** Those with these numbers. */
  List<Shot> of(int[] numbers) {
    return Arrays.stream(numbers).mapToObj(i -> made.computeIfAbsent(i, this::make)).toList();
  }

  private Shot make(int number) {
    Example example = examples.examples().get(number);
    return new Shot(
        encoder.beginning(example.text().strip(), tokens),
        encoder.form().words().word(example.label()));
  }
}
