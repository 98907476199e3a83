package app.valence.model.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.valence.jobs.Cancellation;
import app.valence.jobs.JobCancelledException;
import app.valence.jobs.Workers;
import app.valence.model.tokenizer.WordCounts.Limits;
import app.valence.model.tokenizer.WordCounts.Result;
import com.google.errorprone.annotations.MustBeClosed;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WordCountsTest {
  /** What makes splitting hard: runs of space, contractions, accents, signs, things that stick. */
  private static final String[] PARTS = {
    " ",
    "  ",
    "\t",
    "\n",
    "\r\n",
    "\u00A0",
    "\u3000",
    "\u0085",
    "\u200B",
    "a",
    "don't",
    "'s",
    " 's",
    "It",
    "é",
    "e\u0301",
    "\u0301",
    "¨",
    "ͺ",
    "ﹰ",
    "ﷺ",
    "ﬁ",
    "生活",
    "한국",
    "😀",
    "👍🏽",
    "❤\uFE0F",
    "12",
    "3.5",
    "!",
    "...",
    "$",
    "@user",
    "@user!",
    "http",
    "https://t.co/x",
    "[MASK]",
    "<s>",
    "\u0000",
    "\uD800"
  };

  private static final List<String> WHOLE = List.of("@user", "http", "<s>", "[MASK]");

  @ParameterizedTest
  @EnumSource(UnicodeForm.class)
  void cuttingAndJoiningChangesNoWord(UnicodeForm form) throws IOException {
    var random = new Random(11);
    var texts = new ArrayList<String>();
    for (int i = 0; i < 2000; i++) {
      var text = new StringBuilder();
      for (int j = random.nextInt(14); j >= 0; j--) {
        text.append(PARTS[random.nextInt(PARTS.length)]);
        text.append(random.nextInt(3) == 0 ? " " : "");
      }
      texts.add(text.toString());
    }
    var stripped = new TextCleaning(form, true, Optional.of(true));
    for (var cleaning : List.of(new TextCleaning(form, false, Optional.empty()), stripped)) {
      try (var words = WordSplitter.ofWords(cleaning.forWordPieces().normalizer(), WHOLE);
          var bytes = WordSplitter.ofBytes(cleaning.forBytes(), WHOLE)) {
        assertThat(difference(texts, words)).isEmpty();
        assertThat(difference(texts, bytes)).isEmpty();
      }
    }
  }

  @Test
  void wordsOfBytesTakeTheSpaceBeforeThemAlong() throws IOException {
    try (var bytes = WordSplitter.ofBytes(TextCleaning.ofCase(false).forBytes(), WHOLE)) {
      assertThat(count(List.of("Good films, @user  it's 😀", "Good"), bytes, 99, 99, 1).counts())
          .containsOnly(
              Map.entry("Good", 2L),
              Map.entry("Ġfilms", 1L),
              Map.entry(",", 1L),
              Map.entry("Ġ", 2L),
              Map.entry("Ġit", 1L),
              Map.entry("'s", 1L),
              Map.entry("ĠðŁĺĢ", 1L));
    }
  }

  @Test
  void whatIsForgottenDoesNotDependOnTheWorkers() throws IOException {
    var random = new Random(2);
    List<String> texts =
        Stream.generate(() -> "w" + (int) Math.abs(random.nextGaussian() * 300) + " the of")
            .limit(6000)
            .toList();
    try (WordSplitter splitter = words()) {
      Result one = count(texts, splitter, 2000, 100, 1);
      assertThat(one.counts()).hasSizeLessThanOrEqualTo(100).containsEntry("the", 6000L);
      assertThat(one.forgotten()).isPositive();
      for (int workers : new int[] {2, 5}) {
        assertThat(count(texts, splitter, 2000, 100, workers)).isEqualTo(one);
      }
    }
  }

  @Test
  void theRarestWordsAreForgotten() {
    var counts = new BoundedCounts(2);
    counts.add("often", 5);
    counts.add("sometimes", 3);
    counts.trim();
    assertThat(counts.counts()).hasSize(2);
    counts.add("once", 1);
    counts.add("also", 1);
    counts.trim();
    assertThat(counts.counts()).containsOnlyKeys("often", "sometimes");
    assertThat(counts.forgotten()).isEqualTo(2);
  }

  @Test
  void wordsThatAreNoLanguageAreNotCounted() throws IOException {
    try (WordSplitter splitter = words()) {
      var texts = List.of("x".repeat(101) + " fine " + "é".repeat(100));
      assertThat(count(texts, splitter, 99, 99, 1).counts()).hasSize(2).containsKey("fine");
    }
  }

  @Test
  void cancellingStopsTheCounting() throws IOException {
    var cancellation = new Cancellation();
    cancellation.request("enough");
    var texts = new ArrayList<String>();
    for (int i = 0; i < 1000; i++) {
      texts.add("a b c ".repeat(200));
    }
    try (WordSplitter splitter = words()) {
      assertThatThrownBy(
              () -> WordCounts.of(texts, splitter, Limits.forWordsUpTo(100), cancellation))
          .isInstanceOf(JobCancelledException.class);
    }
  }

  @MustBeClosed
  private static WordSplitter words() throws IOException {
    return WordSplitter.ofWords(TextCleaning.ofCase(true).forWordPieces().normalizer(), WHOLE);
  }

  private static Result count(
      List<String> texts, WordSplitter splitter, int round, int words, int workers) {
    try (var threads = new Workers(workers, "test")) {
      var limits = new Limits(round, words, 100);
      return WordCounts.of(texts, splitter, limits, new Cancellation(), threads);
    }
  }

  private static Map<String, Long> difference(List<String> texts, WordSplitter splitter) {
    Map<String, Long> difference = splitWhole(texts, splitter);
    count(texts, splitter, 50, 1 << 30, 2)
        .counts()
        .forEach((word, count) -> difference.merge(word, -count, Long::sum));
    difference.values().removeIf(count -> count == 0);
    return difference;
  }

  private static Map<String, Long> splitWhole(List<String> texts, WordSplitter splitter) {
    var counts = new HashMap<String, Long>();
    for (String text : texts) {
      splitter.split(
          UnicodeText.wellFormed(text),
          word -> {
            if (word.codePointCount(0, word.length()) <= 100) {
              counts.merge(word, 1L, Long::sum);
            }
          });
    }
    return counts;
  }
}
