package app.valence.prompting;

import app.valence.data.Dataset;
import app.valence.data.Example;
import app.valence.data.LabelSet;
import app.valence.jobs.JobContext;
import app.valence.model.tokenizer.TextCleaning;
import app.valence.model.tokenizer.Tokenizer;
import app.valence.model.tokenizer.TokenizerTrainer;
import app.valence.model.tokenizer.VocabularyKind;
import app.valence.model.tokenizer.VocabularyOptions;
import com.google.errorprone.annotations.MustBeClosed;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** A toy language of opinions, a tokenizer for it, and prompts. */
public final class TinyPrompts {
  /** The classes, whose words are of two and of one token. */
  public static final LabelSet LABELS = LabelSet.of(List.of("negative", "positive"));

  private static final List<String> THINGS = List.of("film", "book", "song", "meal");
  private static final List<List<String>> WORDS =
      List.of(List.of("bad", "awful", "dull"), List.of("good", "great", "fine"));

  private TinyPrompts() {}

  /** Opinions in turn of both classes. */
  public static Dataset opinions(String name, int count, long seed) {
    var random = new SplittableRandom(seed);
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      List<String> words = WORDS.get(i % 2);
      var text = new StringBuilder("the ").append(THINGS.get(random.nextInt(4)));
      for (int j = random.nextInt(3); j >= 0; j--) {
        text.append(" is ").append(words.get(random.nextInt(3)));
      }
      examples.add(new Example(text.toString(), i % 2, i + 1));
    }
    return new Dataset(name, examples, LABELS);
  }

  /** Byte-level pieces, with a token that ends texts. */
  @MustBeClosed
  @SuppressWarnings("MustBeClosedChecker") // Handed on as it is.
  public static Tokenizer tokenizer() {
    List<String> texts = new ArrayList<>();
    opinions("all", 200, 0)
        .examples()
        .forEach(e -> texts.add("Review: " + e.text() + "\nLabel: " + LABELS.name(e.label())));
    var options =
        new VocabularyOptions(
            VocabularyKind.BYTE_LEVEL_DECODER, 320, 2, TextCleaning.ofCase(false), List.of());
    try {
      return TokenizerTrainer.train(texts, options, JobContext.detached()).tokenizer();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The form of a template without a chat. */
  public static PromptForm form(String template) {
    return new PromptForm(
        PromptTemplate.parse(template), Optional.empty(), LABELS, LabelWords.namesOf(LABELS));
  }
}
