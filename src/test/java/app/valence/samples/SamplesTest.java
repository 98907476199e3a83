package app.valence.samples;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keeps the samples clean, and their README true. */
class SamplesTest {
  private static final Path SAMPLES = Path.of("samples");
  private static final String TRAIN = "sentiment/train.tsv";
  private static final String NOISY = "sentiment-noisy/train.tsv";
  private static final String WRONG = "sentiment-noisy/wrong_labels.tsv";
  private static final List<String> SPLITS =
      List.of(TRAIN, "sentiment/validation.tsv", "sentiment/test.tsv");
  private static final Set<String> LABELS = Set.of("positive", "negative", "neutral");

  private record Sentence(String text, String label) {
    List<String> words() {
      String plain = text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", " ").strip();
      return List.of(plain.split(" ", -1));
    }

    String normalised() {
      return String.join(" ", words());
    }
  }

  private static List<String> lines(String file) throws IOException {
    return Files.readString(SAMPLES.resolve(file)).lines().toList();
  }

  private static List<Sentence> sentences(String file) throws IOException {
    return lines(file).stream()
        .skip(1)
        .map(line -> line.split("\t", -1))
        .map(cells -> new Sentence(cells[0], cells[1]))
        .toList();
  }

  private static List<Sentence> all() throws IOException {
    var all = new ArrayList<Sentence>();
    for (String split : SPLITS) {
      all.addAll(sentences(split));
    }
    return all;
  }

  @ParameterizedTest
  @ValueSource(strings = {TRAIN, "sentiment/validation.tsv", "sentiment/test.tsv", NOISY})
  void everyLineIsOneSentenceAndOneKnownLabel(String file) throws IOException {
    assertThat(lines(file)).first().isEqualTo("text\tlabel");
    assertThat(lines(file)).allSatisfy(line -> assertThat(line.split("\t", -1)).hasSize(2));
    assertThat(sentences(file))
        .isNotEmpty()
        .allSatisfy(
            sentence -> {
              assertThat(sentence.label()).isIn(LABELS);
              assertThat(sentence.text()).isEqualTo(sentence.text().strip()).doesNotContain("\"");
              assertThat(sentence.text().split("\\s+", -1).length).isBetween(3, 40);
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {TRAIN, "sentiment/validation.tsv", "sentiment/test.tsv", NOISY})
  void theReadmeStatesTheCountsOfEveryFile(String file) throws IOException {
    var sentences = sentences(file);
    Map<String, Long> byLabel = sentences.stream().collect(groupingBy(Sentence::label, counting()));
    double words =
        sentences.stream()
            .mapToInt(sentence -> sentence.text().split("\\s+", -1).length)
            .average()
            .orElseThrow();
    String row =
        String.format(
            Locale.ROOT,
            "| `%s` | %d | %d | %d | %d | %.1f |",
            file,
            byLabel.get("positive"),
            byLabel.get("negative"),
            byLabel.get("neutral"),
            sentences.size(),
            words);
    assertThat(lines("README.md")).contains(row);
  }

  @Test
  void noSentenceAppearsTwiceWhateverItsCaseSpacingOrPunctuation() throws IOException {
    assertThat(all()).extracting(Sentence::normalised).doesNotHaveDuplicates();
  }

  @Test
  void noSentenceOfOneSplitIsNearlyASentenceOfAnother() throws IOException {
    for (int i = 0; i < SPLITS.size(); i++) {
      for (int j = 0; j < i; j++) {
        assertThat(nearDuplicates(sentences(SPLITS.get(i)), sentences(SPLITS.get(j)))).isEmpty();
      }
    }
  }

  private static List<String> nearDuplicates(List<Sentence> some, List<Sentence> others) {
    var found = new ArrayList<String>();
    for (Sentence one : some) {
      for (Sentence other : others) {
        boolean longEnough = one.words().size() >= 6 && other.words().size() >= 6;
        if (longEnough && overlap(one, other) > 0.7) {
          found.add(one.text() + " ~ " + other.text());
        }
      }
    }
    return found;
  }

  /** Jaccard's coefficient of the two sets of words. */
  private static double overlap(Sentence one, Sentence other) {
    var union = new HashSet<>(one.words());
    union.addAll(other.words());
    var common = new HashSet<>(one.words());
    common.retainAll(other.words());
    return (double) common.size() / union.size();
  }

  @Test
  void noThreeWordsOpenMoreThanFiveSentences() throws IOException {
    Map<List<String>, Long> openings =
        all().stream()
            .map(Sentence::words)
            .filter(words -> words.size() >= 3)
            .collect(groupingBy(words -> words.subList(0, 3), counting()));
    assertThat(openings.values())
        .isNotEmpty()
        .allSatisfy(n -> assertThat(n).isLessThanOrEqualTo(5L));
  }

  @Test
  void theNoisyCopyDiffersExactlyWhereItsListSaysSo() throws IOException {
    var clean = lines(TRAIN);
    var noisy = lines(NOISY);
    assertThat(noisy).hasSameSizeAs(clean);
    var differences = new ArrayList<String>();
    for (int i = 1; i < clean.size(); i++) {
      String[] right = clean.get(i).split("\t", -1);
      String[] given = noisy.get(i).split("\t", -1);
      assertThat(given[0]).as("text on line %d", i + 1).isEqualTo(right[0]);
      if (!given[1].equals(right[1])) {
        differences.add(String.join("\t", String.valueOf(i + 1), right[0], given[1], right[1]));
      }
    }
    assertThat(lines(WRONG)).first().isEqualTo("line\ttext\twrong_label\tright_label");
    assertThat(differences).isNotEmpty();
    assertThat(lines(WRONG).stream().skip(1)).containsExactlyElementsOf(differences);
  }

  @Test
  void theReadmeStatesHowManyLabelsAreWrong() throws IOException {
    String readme = String.join(" ", lines("README.md"));
    var stated = Pattern.compile("(\\d+) of the (\\d+) labels are wrong").matcher(readme);
    assertThat(stated.find()).isTrue();
    assertThat(Integer.parseInt(stated.group(1))).isEqualTo(lines(WRONG).size() - 1);
    assertThat(Integer.parseInt(stated.group(2))).isEqualTo(sentences(NOISY).size());
  }
}
