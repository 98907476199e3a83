package app.valence.model.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Encodings and decodings of real models' tokenizers, as the tests of Hugging Face's
 * transformers.js state them. The goldens of other models there need vocabularies that are not at
 * hand.
 */
class GoldenEncodingsTest {
  private static final Path TOKENIZERS =
      Path.of(System.getProperty("valence.shared"), "tokenizers");

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "bert-base-uncased, tokenizer.json, bert, Xenova/bert-base-uncased, 30",
    "bert-base-uncased, vocab.txt, bert, Xenova/bert-base-uncased, 30",
    "gpt2, vocab.json merges.txt, gpt2, Xenova/gpt2, 26",
    "gpt2, vocab.json merges.txt, gpt2, openai-community/gpt2, 26",
    "roberta-base, tokenizer.json, roberta, Xenova/all-distilroberta-v1, 11",
    "roberta-base, vocab.json merges.txt, roberta, Xenova/all-distilroberta-v1, 11",
  })
  void everyKnownEncodingIsReproduced(
      String vocabulary, String files, String goldenFile, String model, int count)
      throws IOException {
    for (String file : files.split(" ", -1)) {
      Path source = TOKENIZERS.resolve(vocabulary).resolve(file);
      assumeTrue(Files.exists(source), "Skipped: " + source + " is not beside this checkout");
      Files.copy(source, folder.resolve(file));
    }
    JsonNode cases =
        new ObjectMapper()
            .readTree(Files.readString(TOKENIZERS.resolve("golden/" + goldenFile + ".json")))
            .path(model);
    assertThat(cases).hasSize(count);
    // As those models' own configurations do; unsaid, byte-level text is decoded unchanged.
    Files.writeString(
        folder.resolve("tokenizer_config.json"), "{\"clean_up_tokenization_spaces\": true}");
    var softly = new SoftAssertions();
    try (Tokenizer tokenizer = Tokenizer.load(folder)) {
      for (var golden : cases.properties()) {
        check(softly, tokenizer, golden.getKey(), golden.getValue());
      }
    }
    softly.assertAll();
  }

  private static void check(
      SoftAssertions softly, Tokenizer tokenizer, String name, JsonNode golden) {
    String text = golden.path("text").asText();
    Encoding encoding =
        golden.has("text_pair")
            ? tokenizer.encodePair(text, golden.path("text_pair").asText(), 512)
            : tokenizer.encode(text, 512);
    softly.assertThat(encoding.ids()).as(name).isEqualTo(ints(golden.path("ids")));
    softly
        .assertThat(tokensOfText(tokenizer, encoding))
        .as(name)
        .isEqualTo(strings(golden.path("tokens")));
    softly
        .assertThat(tokenizer.decode(encoding.ids(), false))
        .as(name)
        .isEqualTo(golden.path("decoded").asText());
  }

  /** The goldens list tokens without the special ones that are put around texts. */
  private static List<String> tokensOfText(Tokenizer tokenizer, Encoding encoding) {
    List<String> around = tokenizer.encode("", 8).tokens();
    return encoding.tokens().stream().filter(token -> !around.contains(token)).toList();
  }

  private static int[] ints(JsonNode array) {
    return IntStream.range(0, array.size()).map(i -> array.get(i).intValue()).toArray();
  }

  private static List<String> strings(JsonNode array) {
    return IntStream.range(0, array.size()).mapToObj(i -> array.get(i).asText()).toList();
  }
}
