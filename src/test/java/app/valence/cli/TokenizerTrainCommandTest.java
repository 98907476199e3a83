package app.valence.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import app.valence.model.tokenizer.Tokenizer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenizerTrainCommandTest {
  @TempDir Path folder;
  private Path texts;
  private Path output;

  @BeforeEach
  void writeTexts() throws IOException {
    texts = folder.resolve("tweets.tsv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(texts))) {
      out.write("id\ttweet\n1\t@user Loving it 😀\n2\t@user loving it 😀 @user\n".getBytes(UTF_8));
    }
    output = folder.resolve("tokenizer");
  }

  private CliRun train(Object... more) {
    List<Object> args = new ArrayList<>(List.of("tokenizer", "train", "--data", texts));
    args.addAll(List.of("--text-column=tweet", "--output=" + output));
    args.addAll(List.of(more));
    return CliRun.of(args.toArray());
  }

  private static void assertFails(CliRun run, int exitCode, String... words) {
    assertThat(run.exitCode()).as(run.err()).isEqualTo(exitCode);
    assertThat(run.err()).contains(words).doesNotContain("\tat ").doesNotContain("Exception");
  }

  @Test
  void aWordPieceTokenizerIsLearntAndSaved() throws IOException {
    Path json = folder.resolve("result.json");
    CliRun run = train("--special-token", "@user", "http", "--json", json);
    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
    assertThat(run.out()).contains("different words in 2 texts", "fewer than 30,000 tokens");
    try (Tokenizer tokenizer = Tokenizer.load(output)) {
      assertThat(tokenizer.encode("@user LOVING 😀", 9).tokens())
          .containsExactly("[CLS]", "@user", "loving", "😀", "[SEP]");
      JsonNode result = new ObjectMapper().readTree(json.toFile());
      assertThat(result.path("vocabulary_size").asInt()).isEqualTo(tokenizer.vocabularySize());
      assertThat(result.path("texts").asInt()).isEqualTo(2);
      assertThat(result.path("kind").asText()).isEqualTo("word_piece");
    }
    try (Stream<Path> files = Files.list(output)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("tokenizer.json", "tokenizer_config.json");
    }
  }

  @Test
  void aByteLevelTokenizerKeepsCaseAndEmoji() throws IOException {
    assertThat(train("--type=bpe", "--vocabulary-size=300").exitCode()).isEqualTo(ExitCode.DONE);
    String text = "@user Loving it 😀🚀";
    try (Tokenizer tokenizer = Tokenizer.load(output)) {
      assertThat(tokenizer.decode(tokenizer.encode(text, 99).ids(), true)).isEqualTo(text);
      assertThat(tokenizer.specialTokens().mask()).hasValue(4);
    }
    CliRun decoder =
        train(
            "--type=BPE",
            "--purpose=decoder",
            "--lower-case",
            "--normalization=nfkc",
            "--overwrite");
    assertThat(decoder.exitCode()).as(decoder.err()).isEqualTo(ExitCode.DONE);
    try (Tokenizer tokenizer = Tokenizer.load(output)) {
      assertThat(tokenizer.specialTokens().separator()).hasValue(0);
      assertThat(tokenizer.specialTokens().pad()).hasValue(1);
      assertThat(tokenizer.decode(tokenizer.encode("Ｌoving", 99).ids(), true)).isEqualTo("loving");
    }
  }

  @Test
  void caseAndAccentsAreKeptWhereThatIsAsked() throws IOException {
    CliRun run = train("--no-lower-case", "--no-strip-accents", "--minimum-frequency=1");
    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
    try (Tokenizer tokenizer = Tokenizer.load(output)) {
      assertThat(tokenizer.encode("Loving loving", 9).tokens())
          .containsExactly("[CLS]", "Loving", "loving", "[SEP]");
    }
  }

  @Test
  void aTokenizerIsNotOverwrittenUnawares() throws IOException {
    Files.createDirectories(output);
    Files.writeString(output.resolve("vocab.txt"), "old");
    assertFails(train(), ExitCode.WRONG_USAGE, "already holds a tokenizer", "--overwrite");
    assertThat(output.resolve("tokenizer.json")).doesNotExist();
  }

  @Test
  void unusableTextsAreNamed() throws IOException {
    assertFails(
        CliRun.of("tokenizer", "train", "--data=" + texts, "--output=" + output),
        ExitCode.UNUSABLE_INPUT,
        "tweets.tsv.gz has no column \"text\"",
        "id, tweet",
        "--text-column NAME");
    Path bad = Files.write(folder.resolve("bad.txt"), new byte[] {'a', '\n', (byte) 0xE9, '\n'});
    assertFails(
        CliRun.of("tokenizer", "train", "--data", bad, "--output=" + output),
        ExitCode.UNUSABLE_INPUT,
        "bad.txt, line 2",
        "--encoding windows-1252");
    Path empty = Files.writeString(folder.resolve("empty.txt"), "");
    assertFails(
        CliRun.of("tokenizer", "train", "--data", empty, "--output=" + output),
        ExitCode.UNUSABLE_INPUT,
        "hold no words");
    assertThat(output).doesNotExist();
  }

  @Test
  void optionsThatMakeNoSenseAreWrongUsage() {
    assertFails(train("--purpose=decoder"), ExitCode.WRONG_USAGE, "--type bpe");
    assertFails(train("--type=bpe", "--vocabulary-size=100"), ExitCode.WRONG_USAGE, "at least 261");
    assertFails(train("--minimum-frequency=0"), ExitCode.WRONG_USAGE, "--minimum-frequency");
    assertFails(train("--special-token", "a b"), ExitCode.WRONG_USAGE, "\"a b\"");
    assertFails(train("--normalization=nfx"), ExitCode.WRONG_USAGE, "nfx");
    assertFails(CliRun.of("tokenizer"), ExitCode.WRONG_USAGE, "train", "--help");
    assertFails(CliRun.of("tokenizer", "tarin"), ExitCode.WRONG_USAGE, "train");
  }

  @Test
  void helpListsExamplesAndExitCodes() {
    CliRun help = CliRun.of("tokenizer", "train", "--help");
    assertThat(help.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(help.out()).contains("Examples:", "tokenizer train --data", "unusable input", "130");
    assertThat(help.out()).contains("--[no-]lower-case", "--special-token", "(default: 30000)");
    assertThat(CliRun.of("tokenizer", "--help").out()).contains("train");
  }
}
