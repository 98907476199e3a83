package app.valence.model.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.valence.jobs.Cancellation;
import app.valence.jobs.JobCancelledException;
import app.valence.jobs.JobContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.errorprone.annotations.MustBeClosed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TokenizerTrainerTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TextCleaning AS_IT_IS = TextCleaning.ofCase(false);

  private static final List<String> TWEETS =
      Collections.nCopies(
          4,
          "@user Loving the gooood goal 😀😀 http see @user_name2 #goal $TSLA 🚀 café naïve"
              + " <url> gooood 👍🏽");

  @TempDir Path folder;

  @MustBeClosed
  @SuppressWarnings("MustBeClosedChecker") // Handed on as it is.
  private static Tokenizer train(
      List<String> texts, VocabularyKind kind, int size, TextCleaning cleaning, String... whole)
      throws IOException {
    var options = new VocabularyOptions(kind, size, 2, cleaning, List.of(whole));
    return TokenizerTrainer.train(texts, options, JobContext.detached()).tokenizer();
  }

  @ParameterizedTest
  @EnumSource(VocabularyKind.class)
  void theOrderOfTextsChangesNoByte(VocabularyKind kind) throws IOException {
    var random = new Random(4);
    var texts = new ArrayList<String>();
    for (int i = 0; i < 3000; i++) {
      texts.add(Integer.toString(random.nextInt(60_000), 20) + " and " + i % 50 + " 😀 @user");
    }
    try (Tokenizer first = train(texts, kind, 600, AS_IT_IS, "@user")) {
      Collections.shuffle(texts, random);
      try (Tokenizer second = train(texts, kind, 600, AS_IT_IS, "@user")) {
        assertThat(second.toJson()).isEqualTo(first.toJson());
        assertThat(first.vocabularySize()).isEqualTo(600);
      }
    }
  }

  @Test
  void everyByteHasATokenAndTextComesBackAsItWas() throws IOException {
    try (Tokenizer tokenizer = train(TWEETS, VocabularyKind.BYTE_LEVEL_ENCODER, 300, AS_IT_IS)) {
      for (int i = 0; i < 256; i++) {
        assertThat(tokenizer.tokenId(ByteLevelSpelling.LETTERS.get(i))).hasValue(5 + i);
      }
      for (String text :
          List.of(TWEETS.get(0), "  two  spaces \n\t生活 \u0000 \u200D 🇩🇪 never seen: Ωß", " ")) {
        int[] ids = tokenizer.encode(text, 512).ids();
        assertThat(tokenizer.decode(ids, true)).isEqualTo(text);
        assertThat(ids).startsWith(0).endsWith(2).doesNotContain(3);
      }
    }
  }

  @Test
  void theMostFrequentPairsAreMergedFirst() throws IOException {
    var texts = List.of("hug hug hug hug hug", "mug mug", "xy");
    try (Tokenizer tokenizer = train(texts, VocabularyKind.BYTE_LEVEL_DECODER, 300, AS_IT_IS)) {
      JsonNode model = JSON.readTree(tokenizer.toJson()).path("model");
      // "u g" 7 times, then "Ġ hug" 4, " Ġ mug" only once; "mug" is in "mug" and "Ġmug".
      assertThat(model.path("merges"))
          .extracting(JsonNode::asText)
          .containsExactly("u g", "h ug", "Ġ hug", "m ug");
      assertThat(tokenizer.vocabularySize()).isEqualTo(2 + 256 + 4);
      assertThat(tokenizer.encode("hug hug xy", 9).tokens())
          .containsExactly("hug", "Ġhug", "Ġ", "x", "y");
    }
  }

  @Test
  void theNativeLibraryFollowsTheMergesAsTheyWereLearnt() throws IOException {
    var random = new Random(9);
    var texts = new ArrayList<String>();
    for (int i = 0; i < 500; i++) {
      var text = new StringBuilder();
      for (int j = 0; j < 8; j++) {
        text.append((char) ('a' + random.nextInt(4))).append(random.nextInt(3) == 0 ? " " : "");
      }
      texts.add(text.toString());
    }
    try (Tokenizer tokenizer = train(texts, VocabularyKind.BYTE_LEVEL_DECODER, 400, AS_IT_IS)) {
      JsonNode merges = JSON.readTree(tokenizer.toJson()).at("/model/merges");
      assertThat(merges.size()).isGreaterThanOrEqualTo(400 - 258);
      for (String text : texts) {
        for (String word : text.strip().split(" +", -1)) {
          assertThat(tokenizer.encode(word, 99).tokens()).isEqualTo(mergeByHand(word, merges));
        }
      }
    }
  }

  private static List<String> mergeByHand(String word, JsonNode merges) {
    var pieces = new ArrayList<>(new ByteLevelSpelling().split(word));
    for (JsonNode merge : merges) {
      String[] pair = merge.asText().split(" ", -1);
      for (int i = 0; i + 1 < pieces.size(); i++) {
        if (pieces.get(i).equals(pair[0]) && pieces.get(i + 1).equals(pair[1])) {
          pieces.set(i, pair[0] + pair[1]);
          pieces.remove(i + 1);
        }
      }
    }
    return pieces;
  }

  @ParameterizedTest
  @EnumSource(VocabularyKind.class)
  void specialTokensComeFirstAndWholeTokensAreNeverSplit(VocabularyKind kind) throws IOException {
    try (Tokenizer tokenizer = train(TWEETS, kind, 400, AS_IT_IS, "@user", "http", "<url>")) {
      int specials = kind.specialTokens().size();
      for (int i = 0; i < specials; i++) {
        assertThat(tokenizer.tokenId(kind.specialTokens().get(i))).hasValue(i);
      }
      int user = tokenizer.tokenId("@user").getAsInt();
      assertThat(user).isEqualTo(specials);
      int[] ids = tokenizer.encode("so,@user:<url>", 99).ids();
      assertThat(ids).contains(user, tokenizer.tokenId("<url>").getAsInt());
      // They stand for text, so that they outlive decoding.
      assertThat(tokenizer.decode(ids, true)).contains("@user", "<url>");
      tokenizer.save(folder);
      try (Tokenizer loaded = Tokenizer.load(folder)) {
        assertThat(loaded.toJson()).isEqualTo(tokenizer.toJson());
        assertThat(loaded.specialTokens()).isEqualTo(tokenizer.specialTokens());
        assertThat(loaded.encode(TWEETS.get(0), 99).ids())
            .isEqualTo(tokenizer.encode(TWEETS.get(0), 99).ids());
      }
    }
  }

  @Test
  void savedTokenizersAreHuggingFacesKinds() throws IOException {
    var composed = new TextCleaning(UnicodeForm.NFKC, false, Optional.of(true));
    assertThat(config(VocabularyKind.WORD_PIECE, composed))
        .contains("\"BertTokenizer\"", "\"do_lower_case\" : false", "\"strip_accents\" : true")
        .contains("\"cls_token\" : \"[CLS]\"");
    assertThat(config(VocabularyKind.BYTE_LEVEL_ENCODER, composed))
        .contains("\"RobertaTokenizer\"", "\"mask_token\" : \"<mask>\"")
        .contains("\"add_prefix_space\" : false");
    assertThat(config(VocabularyKind.BYTE_LEVEL_DECODER, composed))
        .contains("\"GPT2Tokenizer\"", "\"eos_token\" : \"<|endoftext|>\"")
        .contains("\"pad_token\" : \"<pad>\"")
        .doesNotContain("unk_token");
  }

  private String config(VocabularyKind kind, TextCleaning cleaning) throws IOException {
    try (Tokenizer tokenizer = train(TWEETS, kind, 300, cleaning)) {
      tokenizer.save(folder);
    }
    return Files.readString(folder.resolve("tokenizer_config.json"));
  }

  @ParameterizedTest
  @EnumSource(VocabularyKind.class)
  void whatIsMadeAlikeHasTheSameTokens(VocabularyKind kind) throws IOException {
    assertAlike(
        kind, new TextCleaning(UnicodeForm.NFC, false, Optional.empty()), "café", "cafe\u0301");
    assertAlike(
        kind, new TextCleaning(UnicodeForm.NFD, false, Optional.empty()), "café", "cafe\u0301");
    assertAlike(kind, new TextCleaning(UnicodeForm.NFKC, false, Optional.empty()), "ﬁＡ𝟑", "fiA3");
    assertAlike(kind, new TextCleaning(UnicodeForm.NFKD, false, Optional.empty()), "ﬁＡ𝟑", "fiA3");
    assertAlike(kind, new TextCleaning(UnicodeForm.NONE, true, Optional.of(true)), "CAFÉ", "cafe");
    assertAlike(kind, new TextCleaning(UnicodeForm.NFKC, true, Optional.of(true)), "ＣAFÉ", "cafe");
    assertAlike(kind, new TextCleaning(UnicodeForm.NFC, true, Optional.of(false)), "CAFÉ", "café");
  }

  private static void assertAlike(
      VocabularyKind kind, TextCleaning cleaning, String one, String other) throws IOException {
    List<String> texts = Collections.nCopies(3, one + " " + other);
    try (Tokenizer tokenizer = train(texts, kind, 300, cleaning)) {
      assertThat(tokenizer.encode(one, 32).ids()).isEqualTo(tokenizer.encode(other, 32).ids());
    }
    var apart = new TextCleaning(UnicodeForm.NONE, false, Optional.of(false));
    try (Tokenizer tokenizer = train(texts, kind, 300, apart)) {
      assertThat(tokenizer.encode(one, 32).ids()).isNotEqualTo(tokenizer.encode(other, 32).ids());
    }
  }

  @Test
  void koreanStaysComposedWhereAccentsAreStrippedFromBytes() throws IOException {
    var stripped = new TextCleaning(UnicodeForm.NONE, false, Optional.of(true));
    var texts = Collections.nCopies(3, "한국 café");
    try (Tokenizer t = train(texts, VocabularyKind.BYTE_LEVEL_DECODER, 300, stripped)) {
      assertThat(t.decode(t.encode("한국 café", 99).ids(), true)).isEqualTo("한국 cafe");
    }
  }

  @Test
  void emojiStickToWordsWithoutMakingThemUnknown() throws IOException {
    try (Tokenizer tokenizer =
        train(TWEETS, VocabularyKind.WORD_PIECE, 400, TextCleaning.ofCase(true), "@user")) {
      int unknown = tokenizer.specialTokens().unknown().getAsInt();
      for (String text :
          List.of(TWEETS.get(0), "goal😀🚀", "see🚀🚀🚀goal 👍🏽👍", "@user😀@user")) {
        assertThat(tokenizer.encode(text, 99).ids()).doesNotContain(unknown);
      }
      assertThat(tokenizer.encode("goal🚀", 9).tokens()).contains("goal", "##🚀");
    }
  }

  @Test
  void rarePairsAreNotMerged() throws IOException {
    var options =
        new VocabularyOptions(VocabularyKind.BYTE_LEVEL_DECODER, 400, 3, AS_IT_IS, List.of());
    var texts = List.of("ab ab", "xy", "xy", "ab");
    try (var learned = TokenizerTrainer.train(texts, options, JobContext.detached())) {
      assertThat(learned.tokenizer().tokenId("ab")).isPresent();
      assertThat(learned.tokenizer().tokenId("xy")).isEmpty();
      assertThat(learned.texts()).isEqualTo(4);
      assertThat(learned.words()).isEqualTo(3);
      assertThat(learned.forgottenWords()).isZero();
    }
  }

  @Test
  void aPieceMayBeSpelledAsAWholeTokenIs() throws IOException {
    List<String> texts = Collections.nCopies(9, "HTTP HTTPS http");
    for (VocabularyKind kind : VocabularyKind.values()) {
      try (Tokenizer tokenizer = train(texts, kind, 300, TextCleaning.ofCase(true), "http")) {
        assertThat(tokenizer.tokenId("http")).hasValue(kind.specialTokens().size());
        assertThat(IntStream.range(0, tokenizer.vocabularySize()))
            .allSatisfy(id -> assertThat(tokenizer.decode(new int[] {id}, false)).isNotNull());
      }
    }
  }

  @Test
  void optionsThatMakeNoSenseAreRefused() {
    var kind = VocabularyKind.BYTE_LEVEL_ENCODER;
    assertThatThrownBy(() -> new VocabularyOptions(kind, 260, 2, AS_IT_IS, List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least 261");
    assertThatThrownBy(() -> new VocabularyOptions(kind, 999, 2, AS_IT_IS, List.of("a b")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"a b\"");
    assertThat(new VocabularyOptions(kind, 999, 2, AS_IT_IS, List.of("x", "<mask>", "x")))
        .extracting(VocabularyOptions::wholeTokens)
        .isEqualTo(List.of("x"));
  }

  @Test
  void learningCanBeCancelled() throws IOException {
    var cancellation = new Cancellation();
    var context =
        new JobContext(
            cancellation,
            p -> {
              if (p.stage().equals("Learning")) {
                cancellation.request("enough");
              }
            });
    var options =
        new VocabularyOptions(VocabularyKind.BYTE_LEVEL_DECODER, 999, 1, AS_IT_IS, List.of());
    var texts = IntStream.range(0, 2000).mapToObj(i -> "w" + i * 7919).toList();
    assertThatThrownBy(
            () -> {
              try (var learned = TokenizerTrainer.train(texts, options, context)) {
                assertThat(learned).isNull();
              }
            })
        .isInstanceOf(JobCancelledException.class);
  }
}
