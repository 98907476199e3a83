package app.valence.model.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import app.valence.jobs.JobContext;
import app.valence.model.tokenizer.WordPieceTrainer.Options;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WordPieceTrainerTest {
  private static final WordPieceSpelling SPELLING = new WordPieceSpelling();

  private static List<String> learn(Map<String, Long> words, int size, int minimumFrequency) {
    var goal = new PieceLearner.Goal(size, minimumFrequency);
    return PieceLearner.learn(SPELLING, words, goal, JobContext.detached()).pieces();
  }

  @Test
  void theMostFrequentPairIsMergedFirstAndTiesGoByTheAlphabet() {
    Map<String, Long> words = Map.of("hug", 15L, "mugs", 4L, "cd", 3L, "ab", 3L, "xy", 2L);
    List<String> pieces = learn(words, 40, 3);
    assertThat(pieces.subList(0, 17))
        .containsExactly(
            "a", "b", "c", "d", "g", "h", "m", "s", "u", "x", "y", "##b", "##d", "##g", "##s",
            "##u", "##y");
    // "##ug ##s" and "m ##ug" tie at 4, "a ##b" and "c ##d" at 3; "x ##y" is too rare.
    assertThat(pieces.subList(17, pieces.size()))
        .containsExactly("##ug", "hug", "##ugs", "mugs", "ab", "cd");
  }

  @Test
  void rareCharactersGiveWayWhenTheyWouldTakeMoreThanHalf() {
    Map<String, Long> words = Map.of("aa", 9L, "ab", 5L, "q", 1L);
    // Of a, ##a, b, ##b and q the three most frequent stay; "q" then has no spelling.
    assertThat(learn(words, 6, 1)).containsExactly("a", "##a", "##b", "aa", "ab");
  }

  @Test
  void trainingSplitsWordsAsTheTokenizerDoes() throws IOException {
    List<String> texts = Collections.nCopies(5, "Café-Bar, 生活 good\u0000ness\uD800! 😀");
    try (Tokenizer tokenizer = WordPieceTrainer.train(texts, new Options(200, 2, true))) {
      assertThat(tokenizer.encode(texts.get(0), 32).tokens())
          .containsExactly(
              "[CLS]", "cafe", "-", "bar", ",", "生", "活", "goodness", "!", "😀", "[SEP]");
      assertThat(IntStream.range(0, 5).mapToObj(i -> SmallTokenizers.BERT_SPECIALS.get(i)))
          .allSatisfy(
              name ->
                  assertThat(tokenizer.tokenId(name))
                      .hasValue(SmallTokenizers.BERT_SPECIALS.indexOf(name)));
    }
    try (Tokenizer cased = WordPieceTrainer.train(texts, new Options(200, 2, false))) {
      assertThat(cased.encode("Café cafe", 32).tokens().get(1)).isEqualTo("Café");
    }
  }

  @Test
  void learningFollowsTheCountsAsAFullRecountWould() {
    var random = new Random(7);
    for (int round = 0; round < 40; round++) {
      var words = new HashMap<String, Long>();
      for (int i = 0; i < 30; i++) {
        int length = 1 + random.nextInt(9);
        var word = new StringBuilder();
        for (int j = 0; j < length; j++) {
          word.append((char) ('a' + random.nextInt(3)));
        }
        words.put(word.toString(), 1L + random.nextInt(6));
      }
      assertThat(learn(words, 40, 2)).isEqualTo(learnByRecounting(words, 40, 2));
    }
  }

  @Test
  void theOrderOfTextsChangesNothing() throws IOException {
    var texts = new ArrayList<String>();
    var random = new Random(3);
    for (int i = 0; i < 800; i++) {
      texts.add("w" + Integer.toString(random.nextInt(5000), 7) + " good film" + i % 9);
    }
    var shuffled = new ArrayList<>(texts);
    Collections.shuffle(shuffled, random);
    var options = new Options(150, 2, true);
    try (Tokenizer first = WordPieceTrainer.train(texts, options);
        Tokenizer second = WordPieceTrainer.train(shuffled, options)) {
      assertThat(second.toJson()).isEqualTo(first.toJson());
      assertThat(first.vocabularySize()).isEqualTo(150);
    }
  }

  @Test
  void smallDataGiveFewerPiecesAndNoneIsAnError() throws IOException {
    try (Tokenizer tokenizer =
        WordPieceTrainer.train(List.of("ab ab", "ab"), new Options(1000, 2, true))) {
      assertThat(tokenizer.vocabularySize()).isEqualTo(5 + 4); // a, b, ##b, ab
    }
    assertThatThrownBy(() -> trainOn(List.of(" ", "")))
        .isInstanceOf(TokenizerException.class)
        .hasMessageContaining("hold no words");
    assertThatThrownBy(() -> new Options(5, 2, true)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Options(99, 0, true)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void realReviewsAreSpelledWithoutUnknownWords() throws IOException {
    Path file = Path.of(System.getProperty("valence.shared"), "data/sst2_sentences/train.tsv");
    assumeTrue(Files.exists(file), "Skipped: " + file + " is not beside this checkout");
    List<String> lines = Files.readAllLines(file);
    try (Tokenizer tokenizer = WordPieceTrainer.train(lines, new Options(8000, 2, true))) {
      assertThat(tokenizer.vocabularySize()).isEqualTo(8000);
      int unknown = tokenizer.specialTokens().unknown().getAsInt();
      assertThat(tokenizer.encodeAll(lines, 512))
          .noneMatch(encoding -> IntStream.of(encoding.ids()).anyMatch(id -> id == unknown));
    }
  }

  private static void trainOn(List<String> texts) throws TokenizerException {
    try (Tokenizer tokenizer = WordPieceTrainer.train(texts, new Options(99, 2, true))) {
      fail("Learnt %d tokens", tokenizer.vocabularySize());
    }
  }

  /** The plain algorithm: count all pairs anew before each merge. */
  private static List<String> learnByRecounting(
      Map<String, Long> wordCounts, int size, int minimumFrequency) {
    var pieces = new ArrayList<>(SPELLING.alphabet(wordCounts, size));
    var words = new HashMap<List<String>, Long>();
    wordCounts.forEach((word, count) -> words.put(SPELLING.split(word), count));
    while (pieces.size() < size) {
      var pairs = new HashMap<List<String>, Long>();
      words.forEach(
          (word, count) -> {
            for (int i = 0; i + 1 < word.size(); i++) {
              pairs.merge(word.subList(i, i + 2), count, Long::sum);
            }
          });
      var best =
          pairs.entrySet().stream()
              .min(
                  Map.Entry.<List<String>, Long>comparingByValue()
                      .reversed()
                      .thenComparing(pair -> pair.getKey().get(0))
                      .thenComparing(pair -> pair.getKey().get(1)));
      if (best.isEmpty() || best.get().getValue() < minimumFrequency) {
        break;
      }
      String left = best.get().getKey().get(0);
      String right = best.get().getKey().get(1);
      String merged = SPELLING.join(left, right);
      if (!pieces.contains(merged)) {
        pieces.add(merged);
      }
      var changed = new HashMap<List<String>, Long>();
      words.forEach(
          (word, count) -> changed.merge(merge(word, left, right, merged), count, Long::sum));
      words.clear();
      words.putAll(changed);
    }
    return pieces;
  }

  private static List<String> merge(List<String> word, String left, String right, String merged) {
    var result = new ArrayList<String>();
    int i = 0;
    while (i < word.size()) {
      boolean found =
          i + 1 < word.size() && word.get(i).equals(left) && word.get(i + 1).equals(right);
      result.add(found ? merged : word.get(i));
      i += found ? 2 : 1;
    }
    return result;
  }
}
