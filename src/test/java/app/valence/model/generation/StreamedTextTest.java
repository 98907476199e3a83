package app.valence.model.generation;

import static org.assertj.core.api.Assertions.assertThat;

import app.valence.model.tokenizer.SmallTokenizers;
import app.valence.model.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Over a tokenizer that has a token for each byte, so that most characters are several tokens. */
class StreamedTextTest {
  private static final String UNKNOWN = "\uFFFD";

  @TempDir Path folder;
  private Tokenizer tokenizer;

  @BeforeEach
  @SuppressWarnings("MustBeClosedChecker") // Closed after the test.
  void makeTokenizer() throws IOException {
    SmallTokenizers.writeByteLevel(folder, List.of("<|endoftext|>"));
    Files.writeString(
        folder.resolve("tokenizer_config.json"), "{\"clean_up_tokenization_spaces\": true}");
    tokenizer = Tokenizer.load(folder);
  }

  @AfterEach
  void close() {
    tokenizer.close();
  }

  private int[] tokens(String text) {
    return tokenizer.encode(text, 1000).ids();
  }

  @Test
  void charactersOfSeveralTokensComeWholeAndInOrder() {
    String text = "Grüße, 5 € für 😀😀 und 日本!";
    int[] prompt = tokens("Ein é");
    var streamed = new StreamedText(tokenizer, prompt);
    List<String> parts = new ArrayList<>();
    for (int token : tokens(text)) {
      parts.add(streamed.add(token));
    }
    assertThat(parts).noneMatch(part -> part.contains(UNKNOWN));
    assertThat(parts).contains("ü", "ß", "€", "😀", "本").containsOnlyOnce("ß");
    assertThat(String.join("", parts)).isEqualTo(text);
    assertThat(streamed.rest()).isEmpty();
  }

  @Test
  void aCharacterThatTheTextEndsWithinIsLeftOut() {
    int[] all = tokens("so 😀");
    for (int missing = 1; missing <= 3; missing++) {
      var streamed = new StreamedText(tokenizer, tokens("x"));
      var text = new StringBuilder();
      for (int token : Arrays.copyOf(all, all.length - missing)) {
        text.append(streamed.add(token));
      }
      assertThat(text.append(streamed.rest()).toString()).isEqualTo("so ");
    }
  }

  @Test
  void bytesThatAreNoCharacterDoNotHoldTheTextBack() {
    int broken = tokens("😀")[0];
    var streamed = new StreamedText(tokenizer, tokens("x"));
    assertThat(streamed.add(broken)).isEmpty();
    assertThat(streamed.add(tokens("a")[0])).isEqualTo(UNKNOWN + "a");
    assertThat(streamed.add(tokens("b")[0])).isEqualTo("b");
  }

  @Test
  void spacesBeforePunctuationStayWhereAModelWritesThem() {
    var streamed = new StreamedText(tokenizer, tokens("do"));
    var text = new StringBuilder();
    for (int token : tokens(" n't go . No")) {
      text.append(streamed.add(token));
    }
    assertThat(text.toString()).isEqualTo(" n't go . No");
  }

  @Test
  void tokensThatStandForNoTextAreNotShown() {
    var streamed = new StreamedText(tokenizer, tokens("x"));
    assertThat(streamed.add(0)).isEmpty();
    assertThat(streamed.add(tokens("a")[0])).isEqualTo("a");
  }
}
