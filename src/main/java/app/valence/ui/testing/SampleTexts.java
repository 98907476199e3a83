package app.valence.ui.testing;

import app.valence.data.Dataset;
import app.valence.data.Example;
import app.valence.data.LabelSet;
import app.valence.ui.text.Messages;
import app.valence.ui.workbench.OpenData;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Sentences to try: written ones, and those of the open data that a model does not learn from. */
public final class SampleTexts {
  private static final List<String> KINDS =
      List.of("praise", "complaint", "negation", "mixed", "sarcasm", "neutral");

  private final Messages messages;
  private final Random random;

  /**
   * A written sentence.
   *
   * @param title what is tricky about it, in a word
   */
  public record Written(String title, String text) {}

  SampleTexts(Messages messages, Random random) {
    this.messages = messages;
    this.random = random;
  }

  /** Written sentences, each tricky in its own way. */
  public List<Written> written() {
    return KINDS.stream()
        .map(kind -> new Written(messages.get("try." + kind), messages.get("try.text." + kind)))
        .toList();
  }

  /** The data's test split or, without one, its validation split. */
  static Optional<Dataset> heldOut(@Nullable OpenData data) {
    return Optional.ofNullable(data)
        .flatMap(open -> open.content().test().or(() -> open.content().validation()))
        .filter(split -> split.size() > 0);
  }

  /** One of them by chance, another one than {@code former} where there are more. */
  Sample randomOf(OpenData data, String former) {
    Dataset split = heldOut(data).orElseThrow();
    int index = random.nextInt(split.size());
    if (shown(split.examples().get(index)).equals(former)) {
      index = (index + 1) % split.size();
    }
    Example example = split.examples().get(index);
    Optional<String> label =
        example.isLabelled() ? Optional.of(split.labels().name(example.label())) : Optional.empty();
    String origin = messages.get("sample.origin", LabelSet.printable(split.name()), example.line());
    return new Sample(shown(example), label, origin);
  }

  /** The text as a text area keeps it: it drops control characters by itself. */
  private static String shown(Example example) {
    return example
        .text()
        .replace("\r\n", "\n")
        .replace('\r', '\n')
        .replaceAll("[\\x00-\\x08\\x0B-\\x1F\\x7F]", "");
  }
}
