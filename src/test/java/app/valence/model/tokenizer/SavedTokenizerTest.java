package app.valence.model.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SavedTokenizerTest {
  private static final String TEXT = "Good films, goodness 😀 café <mask> [MASK]";

  @TempDir Path original;
  @TempDir Path copy;

  @Test
  void savingAndLoadingKeepsABertTokenizer() throws IOException {
    SmallTokenizers.writeBert(original, "Good", "good", "film", "##s", ",", "##ness");
    JsonNode config = saveAndCompare();
    assertThat(config.path("tokenizer_class").asText()).isEqualTo("BertTokenizer");
    assertThat(config.path("cls_token").asText()).isEqualTo("[CLS]");
    assertThat(config.path("mask_token").asText()).isEqualTo("[MASK]");
    assertThat(config.path("model_max_length").asInt()).isEqualTo(512);
    // Hugging Face's class would lower-case a cased tokenizer if this were left out.
    assertThat(config.path("do_lower_case").isBoolean()).isTrue();
    assertThat(config.path("do_lower_case").asBoolean()).isFalse();
  }

  @Test
  void savingAndLoadingKeepsARobertaTokenizer() throws IOException {
    SmallTokenizers.writeByteLevel(original, SmallTokenizers.ROBERTA_SPECIALS);
    JsonNode config = saveAndCompare();
    assertThat(config.path("tokenizer_class").asText()).isEqualTo("RobertaTokenizer");
    assertThat(config.path("sep_token").asText()).isEqualTo("</s>");
    assertThat(config.path("add_prefix_space").isBoolean()).isTrue();
  }

  @Test
  void savingAndLoadingKeepsAGpt2Tokenizer() throws IOException {
    SmallTokenizers.writeByteLevel(original, List.of("<|endoftext|>"));
    JsonNode config = saveAndCompare();
    assertThat(config.path("tokenizer_class").asText()).isEqualTo("GPT2Tokenizer");
    assertThat(config.path("eos_token").asText()).isEqualTo("<|endoftext|>");
    assertThat(config.has("pad_token")).isFalse();
  }

  @Test
  void settingsOfTheOriginalAreKeptButNotItsPaths() throws IOException {
    SmallTokenizers.writeByteLevel(original, List.of("<|endoftext|>", "<|end|>"));
    Files.writeString(
        original.resolve("tokenizer_config.json"),
        """
        {"model_max_length": 2048, "eos_token": {"content": "<|end|>"}, "pad_token": null,
         "bos_token": null, "chat_template": "x", "name_or_path": "somewhere"}
        """);
    Files.writeString(
        original.resolve("special_tokens_map.json"), "{\"unk_token\": \"<|endoftext|>\"}");
    JsonNode config = saveAndCompare();
    assertThat(config.path("model_max_length").asInt()).isEqualTo(2048);
    assertThat(config.path("chat_template").asText()).isEqualTo("x");
    assertThat(config.has("name_or_path")).isFalse();
    try (Tokenizer loaded = Tokenizer.load(copy)) {
      assertThat(loaded.specialTokens().separator()).hasValue(1);
      assertThat(loaded.specialTokens().unknown()).hasValue(0);
      assertThat(loaded.specialTokens().start()).isEmpty();
      assertThat(loaded.specialTokens().pad()).isEmpty();
    }
  }

  private JsonNode saveAndCompare() throws IOException {
    try (Tokenizer saved = Tokenizer.load(original)) {
      saved.save(copy);
      try (Tokenizer loaded = Tokenizer.load(copy);
          Tokenizer parsed = Tokenizer.fromJson(saved.toJson())) {
        for (Tokenizer other : List.of(loaded, parsed)) {
          assertThat(other.encode(TEXT, 64).ids()).isEqualTo(saved.encode(TEXT, 64).ids());
          assertThat(other.vocabularySize()).isEqualTo(saved.vocabularySize());
          assertThat(other.toJson()).isEqualTo(saved.toJson());
        }
        int[] ids = saved.encode(TEXT, 64).ids();
        assertThat(loaded.decode(ids, false)).isEqualTo(saved.decode(ids, false));
        assertThat(loaded.specialTokens()).isEqualTo(saved.specialTokens());
      }
    }
    return new ObjectMapper().readTree(Files.readString(copy.resolve("tokenizer_config.json")));
  }
}
