package app.valence.adaptation;

import app.valence.data.Dataset;
import app.valence.data.Example;
import app.valence.data.corpus.Corpus;
import app.valence.data.corpus.CorpusFile;
import app.valence.jobs.JobContext;
import app.valence.model.tokenizer.Tokenizer;
import app.valence.training.pretraining.PretrainingSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What an adaptation would learn from, by one pass over all texts.
 *
 * @param texts how many there are
 * @param tokens how many tokens they have, estimated by a sample
 */
public record TextSurvey(long texts, long tokens) {
  /** So many held-out tokens tell a gain from chance, if there is enough text. */
  private static final long WANTED_HELD_OUT = 10_000;

  private static final int MOST_HELD_OUT_ONE_IN = 100;
  private static final int LEAST_HELD_OUT_ONE_IN = 5;

  /** The longest stretch of a text that is tokenized for the sample, in characters. */
  private static final int STRETCH = 10_000;

  private static final int SAMPLED_CHARACTERS = 400_000;
  private static final int ALL_OF_THE_FIRST = 500;
  private static final int THEN_ONE_IN = 20;

  /** Counts while texts pass by. */
  private static final class Counts {
    private final Tokenizer tokenizer;
    private long texts;
    private long characters;
    private long sampled;
    private long tokens;

    Counts(Tokenizer tokenizer) {
      this.tokenizer = tokenizer;
    }

    void add(String text) {
      boolean wanted = texts < ALL_OF_THE_FIRST || texts % THEN_ONE_IN == 0;
      texts++;
      characters += text.length();
      if (wanted && sampled < SAMPLED_CHARACTERS) {
        String stretch = text.substring(0, Math.min(text.length(), STRETCH));
        // Texts are packed with a separator alone.
        tokens += tokenizer.encodeBare(List.of(stretch)).get(0).length + 1;
        sampled += stretch.length();
      }
    }

    TextSurvey survey() {
      double share = sampled == 0 ? 0 : (double) characters / sampled;
      return new TextSurvey(texts, Math.round(share * tokens));
    }
  }

  /**
   * Reads everything once.
   *
   * @param split texts besides those of the files
   * @param model the folder of the model that is adapted
   * @throws app.valence.data.DataFormatException if a file or one of its rows cannot be used
   */
  public static TextSurvey of(
      List<CorpusFile> files, Optional<Dataset> split, Path model, JobContext context)
      throws IOException {
    try (Tokenizer tokenizer = Tokenizer.load(model)) {
      var counts = new Counts(tokenizer);
      if (!files.isEmpty()) {
        new Corpus(files).forEach(counts::add, context);
      }
      if (split.isPresent()) {
        split.get().examples().stream().map(Example::text).forEach(counts::add);
      }
      return counts.survey();
    }
  }

  /** Of how many texts one is to be held out: the more, the more text there is. */
  public int heldOutOneIn() {
    long wanted = tokens / WANTED_HELD_OUT;
    return (int) Math.min(MOST_HELD_OUT_ONE_IN, Math.max(LEAST_HELD_OUT_ONE_IN, wanted));
  }

  /** Sequences of an epoch, the held-out ones left out. */
  public long sequences(PretrainingSettings settings) {
    long learned = tokens - tokens / heldOutOneIn();
    return learned / Math.max(1, settings.length() - 2);
  }

  /** Steps that an adaptation takes, roughly. */
  public long steps(PretrainingSettings settings) {
    var training = settings.training();
    long samples = (long) training.batches().batchSize() * training.batches().accumulationSteps();
    long perEpoch = Math.max(1, sequences(settings) / samples);
    return training.duration().totalSteps((int) Math.min(Integer.MAX_VALUE, perEpoch));
  }
}
