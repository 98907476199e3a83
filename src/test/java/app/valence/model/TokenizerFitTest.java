package app.valence.model;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.valence.model.checkpoint.CheckpointException;
import app.valence.model.tokenizer.Tokenizer;
import com.google.errorprone.annotations.MustBeClosed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenizerFitTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {15, TinyModels.VOCABULARY})
  void aTokenizerWithNoMoreTokensThanTheModelFits(int tokens) throws IOException {
    try (Tokenizer tokenizer = tokenizer(tokens, "[PAD]", "[UNK]")) {
      assertThatCode(() -> TokenizerFit.require(folder, TinyModels.config("bert"), tokenizer))
          .doesNotThrowAnyException();
    }
  }

  @Test
  void tokensWithoutAnEmbeddingAreRefused() throws IOException {
    try (Tokenizer tokenizer = tokenizer(TinyModels.VOCABULARY + 1, "[PAD]", "[UNK]")) {
      assertThatThrownBy(() -> TokenizerFit.require(folder, TinyModels.config("bert"), tokenizer))
          .isInstanceOf(CheckpointException.class)
          .hasMessageContainingAll(
              folder.toString(), "has 31 tokens", "knows only 30", "from the same model");
    }
  }

  @Test
  void aTokenizerThatLeavesMostEmbeddingsUnusedIsOfAnotherModel() throws IOException {
    try (Tokenizer tokenizer = tokenizer(14, "[PAD]", "[UNK]")) {
      assertThatThrownBy(() -> TokenizerFit.require(folder, TinyModels.config("bert"), tokenizer))
          .isInstanceOf(CheckpointException.class)
          .hasMessageContainingAll(
              folder.toString(), "only 14 tokens", "embeddings for 30", "from the same model");
    }
  }

  @Test
  void anotherPaddingTokenIsRefused() throws IOException {
    try (Tokenizer tokenizer = tokenizer(20, "[UNK]", "[PAD]")) {
      assertThatThrownBy(() -> TokenizerFit.require(folder, TinyModels.config("bert"), tokenizer))
          .isInstanceOf(CheckpointException.class)
          .hasMessageContainingAll(
              folder.toString(), "pads with token 1", "\"pad_token_id\": 0", "correct the number");
      assertThatCode(() -> TokenizerFit.require(folder, TinyModels.config("roberta"), tokenizer))
          .doesNotThrowAnyException();
    }
  }

  @Test
  void aLengthBeyondTheModelsPositionsIsRefused() {
    ModelConfig roberta = TinyModels.config("roberta");
    assertThatCode(() -> TokenizerFit.requireLength(folder, roberta, 10))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> TokenizerFit.requireLength(folder, roberta, 11))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContainingAll(
            folder.toString(), "at most 10 tokens", "11 were asked for", "length of 10 or less");
  }

  @MustBeClosed
  private Tokenizer tokenizer(int size, String... first) throws IOException {
    var tokens = new ArrayList<>(List.of(first));
    tokens.addAll(List.of("[CLS]", "[SEP]", "[MASK]"));
    while (tokens.size() < size) {
      tokens.add("word" + tokens.size());
    }
    Files.write(folder.resolve("vocab.txt"), tokens);
    return Tokenizer.load(folder);
  }
}
