package app.valence.model.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenizerFilesTest {
  @TempDir Path folder;

  @Test
  void aLowerCasedVocabularyLowersTextAndStripsAccents() throws IOException {
    try (Tokenizer tokenizer = SmallTokenizers.bert(folder, "cafe", "生", "活")) {
      assertThat(tokenizer.encode("CAFÉ 生活", 16).tokens())
          .containsExactly("[CLS]", "cafe", "生", "活", "[SEP]");
    }
  }

  @Test
  void aVocabularyWithCapitalsKeepsCaseAndAccents() throws IOException {
    try (Tokenizer tokenizer = SmallTokenizers.bert(folder, "Café", "cafe")) {
      assertThat(tokenizer.encode("Café cafe CAFE", 16).tokens())
          .containsExactly("[CLS]", "Café", "cafe", "[UNK]", "[SEP]");
    }
  }

  @Test
  void theConfigurationDecidesCaseAccentsChineseAndNames() throws IOException {
    Files.write(
        folder.resolve("vocab.txt"),
        List.of("<p>", "<u>", "<c>", "<s>", "<m>", "Café", "café", "生活"));
    writeConfig(
        """
        {"do_lower_case": true, "strip_accents": false, "tokenize_chinese_chars": false,
         "pad_token": "<p>", "unk_token": {"content": "<u>"}, "cls_token": "<c>",
         "sep_token": "<s>", "mask_token": "<m>", "tokenizer_class": "BertTokenizerFast"}
        """);
    try (Tokenizer tokenizer = Tokenizer.load(folder)) {
      assertThat(tokenizer.encode("Café 生活 x", 16).tokens())
          .containsExactly("<c>", "café", "生活", "<u>", "<s>");
      assertThat(tokenizer.specialTokens().mask()).hasValue(4);
      assertThat(tokenizer.decode(new int[] {2, 6, 3, 0}, true)).isEqualTo("café");
    }
  }

  @Test
  void lineEndsAndAByteOrderMarkAreNotPartOfPieces() throws IOException {
    Files.writeString(
        folder.resolve("vocab.txt"),
        "\uFEFF" + String.join("\r\n", SmallTokenizers.BERT_SPECIALS) + "\r\ngood\r\n");
    try (Tokenizer tokenizer = Tokenizer.load(folder)) {
      assertThat(tokenizer.encode("good", 8).ids()).containsExactly(2, 5, 3);
    }
  }

  @Test
  void startAndEndMarksMakeAByteLevelVocabularyRobertas() throws IOException {
    Map<String, Integer> ids =
        SmallTokenizers.writeByteLevel(folder, SmallTokenizers.ROBERTA_SPECIALS);
    try (Tokenizer tokenizer = Tokenizer.load(folder)) {
      assertThat(tokenizer.encode("good good <mask>", 16).tokens())
          .containsExactly("<s>", "good", "Ġgood", "<mask>", "</s>");
      assertThat(tokenizer.encodePair("good", "good", 16).tokens())
          .containsExactly("<s>", "good", "</s>", "</s>", "good", "</s>");
      assertThat(tokenizer.specialTokens().start()).hasValue(ids.get("<s>"));
      assertThat(tokenizer.specialTokens().separator()).hasValue(ids.get("</s>"));
      assertThat(tokenizer.specialTokens().pad()).hasValue(ids.get("<pad>"));
    }
  }

  @Test
  void otherByteLevelVocabulariesAreGpt2s() throws IOException {
    Map<String, Integer> ids = SmallTokenizers.writeByteLevel(folder, List.of("<|endoftext|>"));
    try (Tokenizer tokenizer = Tokenizer.load(folder)) {
      Encoding encoding = tokenizer.encode("good, good<|endoftext|>", 16);
      assertThat(encoding.tokens()).containsExactly("good", ",", "Ġgood", "<|endoftext|>");
      assertThat(tokenizer.decode(encoding.ids(), true)).isEqualTo("good, good");
      assertThat(tokenizer.specialTokens().separator()).hasValue(ids.get("<|endoftext|>"));
      assertThat(tokenizer.specialTokens().pad()).isEmpty();
    }
  }

  @Test
  void aPrefixSpaceIsAddedWhereTheConfigurationAsksForIt() throws IOException {
    SmallTokenizers.writeByteLevel(folder, SmallTokenizers.ROBERTA_SPECIALS);
    writeConfig("{\"add_prefix_space\": true}");
    try (Tokenizer tokenizer = Tokenizer.load(folder)) {
      assertThat(tokenizer.encode("good", 16).tokens()).containsExactly("<s>", "Ġgood", "</s>");
    }
  }

  @Test
  void missingFilesAreNamed() throws IOException {
    assertRefused("holds no tokenizer", "no tokenizer.json, no vocab.txt");
    SmallTokenizers.writeByteLevel(folder, List.of("<|endoftext|>"));
    Files.delete(folder.resolve("merges.txt"));
    assertRefused("merges.txt is missing", "byte-level BPE needs vocab.json and merges.txt");
    assertThatThrownBy(() -> load(folder.resolve("nowhere")))
        .isInstanceOf(TokenizerException.class)
        .hasMessageContaining("is not a folder");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"bpe.codes", "sentencepiece.bpe.model", "spiece.model", "tokenizer.model"})
  void sentencePieceFilesNeedATokenizerJson(String name) throws IOException {
    Files.writeString(folder.resolve(name), "anything");
    SmallTokenizers.writeBert(folder, "good"); // BERTweet has such a vocab.txt beside bpe.codes.
    assertRefused(name, "tokenizer.json", "AutoTokenizer.from_pretrained", "save_pretrained");
  }

  @Test
  void classesWithSplittingOfTheirOwnNeedATokenizerJson() throws IOException {
    writeConfig("{\"tokenizer_class\": \"BertJapaneseTokenizer\"}");
    SmallTokenizers.writeBert(folder, "good");
    assertRefused("vocab.txt belongs to a BertJapaneseTokenizer", "save_pretrained");
    Files.delete(folder.resolve("vocab.txt"));
    writeConfig("{\"tokenizer_class\": \"Qwen2Tokenizer\"}");
    SmallTokenizers.writeByteLevel(folder, List.of("<|endoftext|>"));
    assertRefused("vocab.json belongs to a Qwen2Tokenizer", "save_pretrained");
  }

  @Test
  void wrongWordPieceVocabulariesAreRefusedWithTheLine() throws IOException {
    Path file = folder.resolve("vocab.txt");
    Files.writeString(file, "");
    assertRefused("vocab.txt is empty");
    Files.writeString(file, "[PAD]\n[UNK]\n[CLS]\n[SEP]\ngood\ngood\n");
    assertRefused("vocab.txt, line 6, repeats \"good\" of line 5");
    Files.writeString(file, "[PAD]\n[UNK]\n\n[CLS]\n[SEP]\n");
    assertRefused("vocab.txt, line 3, is empty");
    Files.writeString(file, "[PAD]\n[UNK]\n[CLS]\ngood\n");
    assertRefused("vocab.txt lacks the special token \"[SEP]\"", "sep_token");
    Files.write(file, new byte[] {'a', '\n', (byte) 0xFF, (byte) 0xFE});
    assertRefused("vocab.txt is not text in UTF-8");
  }

  @Test
  void wrongByteLevelFilesAreRefusedWithTheLine() throws IOException {
    Path vocabulary = folder.resolve("vocab.json");
    Path merges = folder.resolve("merges.txt");
    SmallTokenizers.writeByteLevel(folder, List.of("<|endoftext|>"));
    Files.writeString(merges, "#version: 0.2\ng o\no d x\n");
    assertRefused("merges.txt, line 3, must hold two tokens", "\"o d x\"");
    Files.writeString(merges, "g o\ng z\n");
    assertRefused("merges.txt, line 2, uses \"gz\", which", "vocab.json lacks");
    Files.writeString(merges, "#version: 0.2\n");
    assertRefused("merges.txt holds no merges");
    Files.writeString(merges, "g o\n");
    Files.writeString(vocabulary, "{\"g\": 0,\n\"o\": 1,\n\"g\": 2}");
    assertRefused("vocab.json, line 3, is not valid JSON", "Duplicate field 'g'");
    Files.writeString(vocabulary, "{\"g\": 0, \"o\": 1, \"go\": 2}");
    assertRefused("vocab.json lacks the special token \"<|endoftext|>\"");
    Files.writeString(vocabulary, "{\"g\": 0, \"o\": 1, \"go\": \"2\", \"<|endoftext|>\": 3}");
    assertRefused("vocab.json gives the token \"go\" the id \"2\"");
  }

  @Test
  void wrongDefinitionsAreRefused() throws IOException {
    Path file = folder.resolve("tokenizer.json");
    Files.writeString(file, " ");
    assertRefused("tokenizer.json is empty");
    Files.writeString(file, "{\"version\": \"1.0\",\n\"model\": {");
    assertRefused("tokenizer.json, line 2, is not valid JSON", "get it again");
    Files.writeString(file, "[]");
    assertRefused("tokenizer.json must hold a JSON object");
    Files.writeString(file, "{\"model_type\": \"bert\"}");
    assertRefused("tokenizer.json has no vocabulary");
    Files.writeString(file, "{\"model\": {\"type\": \"Novel\", \"vocab\": {\"a\": 0}}}");
    assertRefused("tokenizer.json is not a tokenizer that can be read");
    Files.writeString(file, "{\"model\": {\"unk_token\": \"[UNK]\", \"vocab\": {\"a\": 0}}}");
    assertRefused("tokenizer.json names \"[UNK]\" for unknown words");
    writeConfig("{\"pad_token\": ");
    assertRefused("tokenizer_config.json, line 1, is not valid JSON");
  }

  private void writeConfig(String text) throws IOException {
    Files.writeString(folder.resolve("tokenizer_config.json"), text);
  }

  private void assertRefused(String... parts) {
    assertThatThrownBy(() -> load(folder))
        .isInstanceOf(TokenizerException.class)
        .hasMessageContaining(folder.toString())
        .hasMessageContainingAll(parts);
  }

  private static void load(Path folder) throws TokenizerException {
    try (Tokenizer tokenizer = Tokenizer.load(folder)) {
      fail("Loaded with %d tokens", tokenizer.vocabularySize());
    }
  }
}
