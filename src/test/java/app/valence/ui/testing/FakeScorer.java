package app.valence.ui.testing;

import app.valence.jobs.JobContext;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Answers by counting words, in no time and without an engine. */
final class FakeScorer implements Scorer {
  static final int MAXIMUM = 128;
  static final ModelFacts FACTS =
      new ModelFacts(
          List.of("negative", "neutral", "positive"), MAXIMUM, "bert", 4, 256, 11_171_074);
  private static final Set<String> GOOD =
      Set.of("great", "superb", "gorgeous", "breathtaking", "lovely", "good");
  private static final Set<String> BAD = Set.of("late", "broken", "barely", "waited", "awful");

  /** Every question, as {@code folder: text}. */
  final List<String> asked = new ArrayList<>();

  /** Folders that hold no usable model. */
  final Set<Path> broken = new HashSet<>();

  boolean closed;

  @Override
  public synchronized Reply ask(Path folder, String text, JobContext context) throws IOException {
    asked.add(folder + ": " + text);
    if (broken.contains(folder)) {
      throw new IOException(folder + " has no config.json. Choose the folder of a trained model.");
    }
    return new Reply(FACTS, text.isBlank() ? Optional.empty() : Optional.of(answer(text)));
  }

  private static Answer answer(String text) {
    String[] words = text.strip().toLowerCase(Locale.ROOT).split("\\W+", -1);
    double good = 0.1;
    double bad = 0.1;
    for (String word : words) {
      good += GOOD.contains(word) ? 1 : 0;
      bad += BAD.contains(word) ? 1 : 0;
    }
    double sum = good + bad + 0.06;
    return new Answer(text, List.of(bad / sum, 0.06 / sum, good / sum), words.length + 2, 6.25);
  }

  @Override
  public void close() {
    closed = true;
  }
}
