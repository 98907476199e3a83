package app.valence.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.valence.model.checkpoint.CheckpointException;
import app.valence.tensor.Activation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigFileTest {
  /** The sizes of a family's smallest usual model, without what Hugging Face's classes assume. */
  private static final String SIZES =
      """
      "vocab_size": 1000, "hidden_size": 12, "num_hidden_layers": 3, "num_attention_heads": 4,
      "intermediate_size": 24, "max_position_embeddings": %d
      """;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "bert, 512, 512, 0, 2, BertForSequenceClassification",
    "roberta, 514, 512, 1, 2, RobertaForSequenceClassification",
    "xlm-roberta, 514, 512, 1, 2, XLMRobertaForSequenceClassification",
    "camembert, 514, 512, 1, 2, CamembertForSequenceClassification",
    "electra, 512, 512, 0, 2, ElectraForSequenceClassification"
  })
  void whatAFileLeavesUnsaidIsAsInTransformers(
      String modelType, int positions, int maximumLength, int padding, int types, String className)
      throws IOException {
    ModelConfig config =
        read("\"model_type\": \"" + modelType + "\"," + SIZES.formatted(positions));
    assertThat(config.maximumLength()).isEqualTo(maximumLength);
    assertThat(config.paddingId()).isEqualTo(padding);
    assertThat(config.size().tokenTypes()).isEqualTo(types);
    assertThat(config.size().embedding()).isEqualTo(modelType.equals("electra") ? 128 : 12);
    assertThat(config.dropout()).isEqualTo(new ModelConfig.Dropout(0.1, 0.1, 0.1));
    assertThat(config.normEpsilon()).isEqualTo(1e-12);
    assertThat(config.initializerRange()).isEqualTo(0.02);
    assertThat(config.activation()).isEqualTo(Activation.GELU);
    assertThat(config.labels().names()).containsExactly("LABEL_0", "LABEL_1");
    assertThat(config.architecture().className(modelType, ModelHead.SEQUENCE_CLASSIFICATION))
        .isEqualTo(className);
  }

  @Test
  void bertweetIsRobertaWithFewPositions() throws IOException {
    ModelConfig config =
        read(
            """
            "architectures": ["RobertaForMaskedLM"], "model_type": "roberta", "pad_token_id": 1,
            "type_vocab_size": 1, "layer_norm_eps": 1e-05, "tokenizer_class": "BertweetTokenizer",
            """
                + SIZES.formatted(130));
    assertThat(config.architecture()).isEqualTo(Architecture.ROBERTA);
    assertThat(config.maximumLength()).isEqualTo(128);
    assertThat(config.normEpsilon()).isEqualTo(1e-5);
    assertThat(config.extras().text("tokenizer_class")).contains("BertweetTokenizer");
  }

  @Test
  void distilbertHasKeysOfItsOwn() throws IOException {
    ModelConfig config =
        read(
            """
            "model_type": "distilbert", "vocab_size": 99, "dim": 24, "n_layers": 2, "n_heads": 3,
            "hidden_dim": 48, "max_position_embeddings": 32, "activation": "relu", "dropout": 0.3,
            "attention_dropout": 0.4, "seq_classif_dropout": 0.5
            """);
    assertThat(config.size()).isEqualTo(new ModelConfig.Size(99, 24, 24, 2, 3, 48, 32, 0));
    assertThat(config.activation()).isEqualTo(Activation.RELU);
    assertThat(config.dropout()).isEqualTo(new ModelConfig.Dropout(0.3, 0.4, 0.5));
  }

  @Test
  void theClassNameSaysWhatAMissingModelTypeDoesNot() throws IOException {
    String text = "\"architectures\": [\"XLMRobertaForMaskedLM\"]," + SIZES.formatted(514);
    assertThat(read(text).modelType()).isEqualTo("xlm-roberta");
  }

  @Test
  void labelsMayBeNumbersAndTheClassifiersDropoutUnset() throws IOException {
    ModelConfig config =
        read(
            """
            "model_type": "bert", "id2label": {"1": 5, "0": "4"}, "classifier_dropout": null,
            "hidden_dropout_prob": 0.25,
            """
                + SIZES.formatted(64));
    assertThat(config.labels().names()).containsExactly("4", "5");
    assertThat(config.dropout().classifier()).isEqualTo(0.25);
  }

  @Test
  void anEmbeddingSizeMeansNothingToBert() throws IOException {
    String text = "\"model_type\": \"bert\", \"embedding_size\": 6," + SIZES.formatted(64);
    assertThat(read(text).size().embedding()).isEqualTo(12);
  }

  @ParameterizedTest
  @ValueSource(strings = {"deberta-v2", "t5", "gptj", "BERT"})
  void anUnknownArchitectureIsNamedWithTheKnownOnes(String modelType) {
    assertRefused(
        "\"model_type\": \"" + modelType + "\"",
        "\"" + modelType + "\" is not known",
        "bert, camembert, distilbert, electra, gpt2, llama, mistral, qwen2, roberta, xlm-roberta");
  }

  @Test
  void aFileThatNamesNoArchitectureIsToBeCompleted() {
    assertRefused(SIZES.formatted(64), "\"model_type\" is missing", "add \"model_type\": \"bert\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"position_embedding_type\": \"relative_key\" | \"relative_key\" is not supported",
        "\"is_decoder\": true | turns an encoder into a decoder",
        "\"num_attention_heads\": 5 | 12 hidden units cannot be shared by 5 attention heads",
        "\"hidden_size\": \"12\" | \"hidden_size\" must be a whole number of at least 1",
        "\"vocab_size\": 0 | \"vocab_size\" must be a whole number of at least 1",
        "\"vocab_size\": null | \"vocab_size\" must be a whole number of at least 1",
        "\"num_hidden_layers\": 2000000000 | 2000000000 layers are not possible",
        "\"pad_token_id\": 1000 | pad_token_id 1000 is outside the vocabulary of 1000",
        "\"pad_token_id\": -1 | \"pad_token_id\" must be a whole number of at least 0",
        "\"hidden_dropout_prob\": 1.5 | \"hidden_dropout_prob\" must be a number between 0 and 1",
        "\"hidden_act\": \"mish\" | the activation \"mish\" is not known",
        "\"hidden_act\": 3 | \"hidden_act\" must be a text",
        "\"id2label\": {} | 0 labels are not possible",
        "\"id2label\": {\"0\": \"a\", \"2\": \"b\"} | id2label names no label 1",
        "\"id2label\": {\"0\": \"a\", \"1\": \"a\"} | one name to two labels",
        "\"num_labels\": 0 | \"num_labels\" must be a whole number"
      })
  void aSettingThatCannotBeIsNamed(String setting, String problem) {
    assertRefused(
        "\"model_type\": \"bert\"," + SIZES.formatted(64) + "," + setting, problem, "Choose");
  }

  @Test
  void robertaNeedsPositionsAfterItsPadding() {
    assertRefused(
        "\"model_type\": \"roberta\"," + SIZES.formatted(2), "2 positions leave none", "Choose");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{\"model_type\": \"bert\" | not valid JSON (line 1)",
        "{} trailing | not valid JSON (line 1)",
        "{\"vocab_size\": NaN} | not valid JSON (line 1)",
        "[1, 2] | no JSON object",
        "null | no JSON object",
        "~~ | no JSON object"
      })
  void aBrokenFileIsNamed(String text, String problem) throws IOException {
    Files.writeString(folder.resolve("config.json"), text);
    assertUnreadable(problem, "Download or copy it again");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u0000\u0000\u0000", "\u00ff\u00fe{}", "{\"a\": \"\u00e9\"}"})
  void bytesThatAreNoTextAreNamed(String bytes) throws IOException {
    Files.write(folder.resolve("config.json"), bytes.getBytes(StandardCharsets.ISO_8859_1));
    assertUnreadable("config.json: it", "Download or copy it again");
  }

  @Test
  void deepNestingEndsInAMessage() throws IOException {
    Files.writeString(folder.resolve("config.json"), "{\"a\":".repeat(100_000));
    assertUnreadable("not valid JSON", "Download or copy it again");
  }

  @Test
  void aFolderWithoutTheFileIsNamed() {
    assertThatThrownBy(() -> ModelFiles.config(folder))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContainingAll(folder.toString(), "no config.json", "Hugging Face layout");
    Path nowhere = folder.resolve("nowhere");
    assertThatThrownBy(() -> ModelFiles.config(nowhere))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContainingAll(nowhere.toString(), "no such folder");
  }

  private ModelConfig read(String settings) throws IOException {
    Files.writeString(folder.resolve("config.json"), "{" + settings + "}");
    return ModelFiles.config(folder);
  }

  private void assertRefused(String settings, String problem, String remedy) {
    assertThatThrownBy(() -> read(settings))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContainingAll(folder.resolve("config.json").toString(), problem, remedy);
  }

  private void assertUnreadable(String problem, String remedy) {
    assertThatThrownBy(() -> ModelFiles.config(folder))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContainingAll(folder.resolve("config.json").toString(), problem, remedy);
  }
}
