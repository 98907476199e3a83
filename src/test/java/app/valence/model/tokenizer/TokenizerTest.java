package app.valence.model.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenizerTest {
  private static final String[] PIECES = {"good", "film", "##s", ",", "cafe", "x", "##x", "!"};

  @TempDir Path folder;

  @Test
  void aTextIsSplitIntoPiecesBetweenStartAndSeparator() throws IOException {
    try (Tokenizer tokenizer = SmallTokenizers.bert(folder, PIECES)) {
      Encoding encoding = tokenizer.encode("Good FILMS, zzz", 32);
      assertThat(encoding.tokens())
          .containsExactly("[CLS]", "good", "film", "##s", ",", "[UNK]", "[SEP]");
      assertThat(encoding.ids()).containsExactly(2, 5, 6, 7, 8, 1, 3);
      assertThat(encoding.typeIds()).containsOnly(0);
      assertThat(encoding.starts()).containsExactly(0, 0, 5, 9, 10, 12, 0);
      assertThat(encoding.ends()).containsExactly(0, 4, 9, 10, 11, 15, 0);
      assertThat(encoding.truncated()).isFalse();
    }
  }

  @Test
  void aPairHasTypeIdsAndOffsetsIntoEachText() throws IOException {
    try (Tokenizer tokenizer = SmallTokenizers.bert(folder, PIECES)) {
      Encoding encoding = tokenizer.encodePair("good", "😀x films", 32);
      assertThat(encoding.tokens())
          .containsExactly("[CLS]", "good", "[SEP]", "[UNK]", "film", "##s", "[SEP]");
      assertThat(encoding.typeIds()).containsExactly(0, 0, 0, 1, 1, 1, 1);
      assertThat(encoding.starts()).containsExactly(0, 0, 0, 0, 4, 8, 0);
      assertThat(encoding.ends()).containsExactly(0, 4, 0, 3, 8, 9, 0);
    }
  }

  @Test
  void offsetsCountUtf16WhateverThePlane() throws IOException {
    String text = "x 😀 CAFÉ cafe\u0301 𝒳 xx \u0000x\uD83Dgood 👍🏽!";
    try (Tokenizer tokenizer = SmallTokenizers.bert(folder, PIECES)) {
      Encoding encoding = tokenizer.encode(text, 64);
      assertThat(encoding.tokens())
          .containsExactly(
              "[CLS]", "x", "[UNK]", "cafe", "cafe", "[UNK]", "x", "##x", "[UNK]", "[UNK]", "!",
              "[SEP]");
      assertThat(covered(text, encoding))
          .containsExactly(
              "", "x", "😀", "CAFÉ", "cafe", "𝒳", "x", "x", "x\uD83Dgood", "👍🏽", "!", "");
    }
  }

  @Test
  void byteTokensOfOneCharacterAllCoverIt() throws IOException {
    SmallTokenizers.writeByteLevel(folder, SmallTokenizers.ROBERTA_SPECIALS);
    String text = "é😀 good\uDE00";
    try (Tokenizer tokenizer = Tokenizer.load(folder)) {
      Encoding encoding = tokenizer.encode(text, 64);
      assertThat(covered(text, encoding))
          .containsExactly(
              "", "é", "é", "😀", "😀", "😀", "😀", "good", "\uDE00", "\uDE00", "\uDE00", "");
      assertThat(tokenizer.decode(encoding.ids(), true)).isEqualTo("é😀 good\uFFFD");
    }
  }

  @Test
  void encodingManyTextsIsEncodingEach() throws IOException {
    List<String> texts =
        IntStream.range(0, 1500)
            .mapToObj(i -> "good 😀 films, ".repeat(i % 7) + (i % 5 == 0 ? "\uD800" : "café"))
            .toList();
    try (Tokenizer tokenizer = SmallTokenizers.bert(folder, PIECES)) {
      List<Encoding> encodings = tokenizer.encodeAll(texts, 16);
      assertThat(encodings).hasSameSizeAs(texts);
      for (int i = 0; i < texts.size(); i++) {
        Encoding one = tokenizer.encode(texts.get(i), 16);
        assertThat(encodings.get(i).ids()).isEqualTo(one.ids());
        assertThat(encodings.get(i).typeIds()).isEqualTo(one.typeIds());
        assertThat(encodings.get(i).starts()).isEqualTo(one.starts());
        assertThat(encodings.get(i).ends()).isEqualTo(one.ends());
        assertThat(encodings.get(i).truncated()).isEqualTo(one.truncated());
      }
      assertThat(tokenizer.encodeAll(List.of(), 16)).isEmpty();
    }
  }

  @Test
  void emptyAndBlankTextsAreTheirSpecialTokens() throws IOException {
    try (Tokenizer tokenizer = SmallTokenizers.bert(folder, PIECES)) {
      for (String text : List.of("", " \t\n", "\u0000", "\u200B")) {
        assertThat(tokenizer.encode(text, 2).tokens()).containsExactly("[CLS]", "[SEP]");
      }
      assertThat(tokenizer.encodePair("", "", 3).tokens())
          .containsExactly("[CLS]", "[SEP]", "[SEP]");
    }
  }

  @Test
  void aTextOfAMegabyteIsCutToTheMaximumLength() throws IOException {
    try (Tokenizer tokenizer = SmallTokenizers.bert(folder, PIECES)) {
      Encoding encoding = tokenizer.encode("good films\n".repeat(100_000), 512);
      assertThat(encoding.ids()).hasSize(512).startsWith(2, 5, 6, 7, 5).endsWith(7, 3);
      assertThat(encoding.ends()).hasSize(512);
      assertThat(encoding.truncated()).isTrue();
      assertThat(tokenizer.encode("x".repeat(1_000_000), 512).tokens())
          .containsExactly("[CLS]", "[UNK]", "[SEP]");
    }
  }

  @Test
  void aLengthWithoutRoomForTheSpecialTokensIsRefused() throws IOException {
    try (Tokenizer tokenizer = SmallTokenizers.bert(folder, PIECES)) {
      assertThatThrownBy(() -> tokenizer.encode("good", 1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("A maximum length of 1 leaves no room for the 2 special tokens");
      assertThatThrownBy(() -> tokenizer.encodeAll(List.of("good"), 1))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> tokenizer.encodePair("good", "good", 2))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void threadsWithDifferentLengthsDoNotDisturbEachOther() throws IOException {
    String text = "good films, ".repeat(40);
    try (Tokenizer tokenizer = SmallTokenizers.bert(folder, PIECES)) {
      assertThat(IntStream.range(2, 150).parallel())
          .allMatch(length -> tokenizer.encode(text, length).ids().length == length);
    }
  }

  @Test
  void aClosedTokenizerSaysSo() throws IOException {
    Tokenizer closed;
    Encoding lazy;
    try (Tokenizer tokenizer = SmallTokenizers.bert(folder, PIECES)) {
      closed = tokenizer;
      lazy = tokenizer.encodeAll(List.of("good"), 8).get(0);
    }
    assertThatThrownBy(() -> closed.encode("good", 8))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("The tokenizer is closed");
    assertThat(lazy.tokens()).containsExactly("[CLS]", "good", "[SEP]");
    assertThatThrownBy(lazy::starts).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void decodingLeavesOutWhatIsNoToken() throws IOException {
    try (Tokenizer tokenizer = SmallTokenizers.bert(folder, PIECES)) {
      int[] ids = {2, 5, 6, 7, -1, 8, 5, 12, 999_999, 3};
      assertThat(tokenizer.decode(ids, true)).isEqualTo("good films, good!");
      assertThat(tokenizer.decode(ids, false)).isEqualTo("[CLS] good films, good! [SEP]");
    }
  }

  @Test
  void theVocabularyCountsAddedTokensAndKnowsItsSpecialOnes() throws IOException {
    String json;
    try (Tokenizer tokenizer = SmallTokenizers.bert(folder, PIECES)) {
      assertThat(tokenizer.vocabularySize()).isEqualTo(13);
      json = tokenizer.toJson();
    }
    // The native library numbers new tokens itself, whatever id is written there.
    String added =
        "\"added_tokens\":[{\"id\":20,\"content\":\"<user>\",\"single_word\":false,\"lstrip\":false,"
            + "\"rstrip\":false,\"normalized\":false,\"special\":false},";
    try (Tokenizer tokenizer = Tokenizer.fromJson(json.replace("\"added_tokens\":[", added))) {
      assertThat(tokenizer.vocabularySize()).isEqualTo(14);
      assertThat(tokenizer.tokenId("<user>")).hasValue(13);
      assertThat(tokenizer.tokenId("nowhere")).isEmpty();
      assertThat(tokenizer.encode("<user> x", 8).ids()).containsExactly(2, 13, 10, 3);
      assertThat(tokenizer.specialTokens())
          .isEqualTo(
              new SpecialTokens(
                  OptionalInt.of(0),
                  OptionalInt.of(1),
                  OptionalInt.of(2),
                  OptionalInt.of(3),
                  OptionalInt.of(4)));
    }
  }

  @Test
  void truncationAndPaddingOfADefinitionChangeNothing() throws IOException {
    String json;
    try (Tokenizer tokenizer = SmallTokenizers.bert(folder, PIECES)) {
      json = tokenizer.toJson();
    }
    String changed =
        json.replace(
                "\"truncation\":null",
                "\"truncation\":{\"direction\":\"Right\",\"max_length\":4,"
                    + "\"strategy\":\"LongestFirst\",\"stride\":0}")
            .replace(
                "\"padding\":null",
                "\"padding\":{\"strategy\":{\"Fixed\":64},\"direction\":\"Right\","
                    + "\"pad_to_multiple_of\":null,\"pad_id\":0,\"pad_type_id\":0,"
                    + "\"pad_token\":\"[PAD]\"}");
    assertThat(changed).contains("Fixed", "LongestFirst");
    Files.delete(folder.resolve("vocab.txt"));
    Files.writeString(folder.resolve("tokenizer.json"), changed);
    try (Tokenizer tokenizer = Tokenizer.load(folder)) {
      assertThat(tokenizer.encode("good good good good", 32).ids()).hasSize(6);
      assertThat(tokenizer.toJson()).isEqualTo(json);
    }
  }

  @Test
  void unigramDefinitionsAreReadToo() throws IOException {
    String json =
        """
        {"version": "1.0", "added_tokens": [], "normalizer": null,
         "pre_tokenizer": {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "always"},
         "decoder": {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "always"},
         "model": {"type": "Unigram", "unk_id": 1,
                   "vocab": [["<pad>", 0.0], ["<unk>", 0.0], ["▁good", -1.5], ["s", -2.25]]}}
        """;
    try (Tokenizer tokenizer = Tokenizer.fromJson(json)) {
      Encoding encoding = tokenizer.encode("goods zz", 8);
      assertThat(encoding.ids()).containsExactly(2, 3, 1);
      assertThat(encoding.tokens()).containsExactly("▁good", "s", "<unk>");
      assertThat(tokenizer.vocabularySize()).isEqualTo(4);
      assertThat(tokenizer.specialTokens().unknown()).hasValue(1);
      assertThat(tokenizer.encode("", 0).ids()).isEmpty();
    }
  }

  private static List<String> covered(String text, Encoding encoding) {
    return IntStream.range(0, encoding.ids().length)
        .mapToObj(i -> text.substring(encoding.starts()[i], encoding.ends()[i]))
        .toList();
  }
}
