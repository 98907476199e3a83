package app.valence.cli;

import static org.assertj.core.api.Assertions.assertThat;

import app.valence.model.tokenizer.Tokenizer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From texts to a vocabulary, a new decoder, and a packed one that goes on and classifies. */
class PretrainDecoderEndToEndTest {
  @TempDir static Path folder;
  private static CliRun pretrained;

  @BeforeAll
  static void pretrain() {
    var vocabulary =
        CliRun.of(
            "tokenizer",
            "train",
            "--data=" + CliRun.sample("train"),
            "--type=bpe",
            "--purpose=decoder",
            "--vocabulary-size=400",
            "--output=" + folder.resolve("vocabulary"));
    assertThat(vocabulary.exitCode()).as(vocabulary.err()).isEqualTo(ExitCode.DONE);
    pretrained = create("pretrained", "--json=" + folder.resolve("pretrain.json"));
  }

  private static CliRun create(String output, String... more) {
    var arguments =
        new ArrayList<Object>(
            List.of(
                "pretrain",
                "--data=" + CliRun.sample("train"),
                "--validation=" + CliRun.sample("validation"),
                "--tokenizer=" + folder.resolve("vocabulary"),
                "--architecture=llama",
                "--layers=1",
                "--hidden=32",
                "--heads=4",
                "--key-value-heads=2",
                "--max-length=32",
                "--max-steps=12",
                "--batch-size=8",
                "--eval-steps=6",
                "--precision=bf16",
                "--output=" + folder.resolve(output)));
    arguments.addAll(List.of(more));
    return CliRun.of(arguments.toArray());
  }

  private static CliRun goOn(Path base, String output, String... more) {
    var arguments =
        new ArrayList<Object>(
            List.of(
                "pretrain",
                "--data=" + CliRun.sample("train"),
                "--base=" + base,
                "--max-length=32",
                "--max-steps=2",
                "--output=" + folder.resolve(output)));
    arguments.addAll(List.of(more));
    return CliRun.of(arguments.toArray());
  }

  private static CliRun anew(Path vocabulary, String... more) {
    var arguments =
        new ArrayList<Object>(
            List.of(
                "pretrain",
                "--data=" + CliRun.sample("train"),
                "--tokenizer=" + vocabulary,
                "--output=" + folder.resolve("refused")));
    arguments.addAll(List.of(more));
    return CliRun.of(arguments.toArray());
  }

  private static JsonNode json(String file) throws IOException {
    return new ObjectMapper().readTree(folder.resolve(file).toFile());
  }

  @Test
  void aNewDecoderIsOfTheShapeThatWasAskedForAndHasLearned() throws IOException {
    assertThat(pretrained.exitCode()).as(pretrained.err()).isEqualTo(ExitCode.DONE);
    assertThat(pretrained.out()).contains("validation loss", "token accuracy");
    assertThat(json("pretrain.json").at("/validation/eval_loss").asDouble())
        .isBetween(1.0, Math.log(400));
    JsonNode config = json("pretrained/config.json");
    assertThat(config.at("/architectures/0").asText()).isEqualTo("LlamaForCausalLM");
    assertThat(config.path("num_key_value_heads").asInt()).isEqualTo(2);
    assertThat(config.path("tie_word_embeddings").asBoolean()).isTrue();
    assertThat(config.path("eos_token_id").asInt()).isEqualTo(0);
    assertThat(config.path("pad_token_id").asInt()).isEqualTo(1);
    try (Tokenizer tokenizer = Tokenizer.load(folder.resolve("pretrained"))) {
      assertThat(tokenizer.specialTokens().separator()).hasValue(0);
    }
  }

  @Test
  void whatIsResumedAfterItsEndChangesNothing() throws IOException {
    var again = create("pretrained", "--resume", "--json=" + folder.resolve("again.json"));
    assertThat(again.exitCode()).as(again.err()).isEqualTo(ExitCode.DONE);
    assertThat(json("again.json").at("/validation/eval_loss"))
        .isEqualTo(json("pretrain.json").at("/validation/eval_loss"));
  }

  @Test
  void aPackedDecoderIsHalfAsLargeAndGoesOnAndClassifies() throws IOException {
    Path packed = folder.resolve("packed");
    var pack = CliRun.of("pack", "--model=" + folder.resolve("pretrained"), "--output=" + packed);
    assertThat(pack.exitCode()).as(pack.err()).isEqualTo(ExitCode.DONE);
    long whole = Files.size(folder.resolve("pretrained/model.safetensors"));
    assertThat(Files.size(packed.resolve("model.safetensors"))).isLessThan(whole * 6 / 10);
    assertThat(json("packed/config.json").at("/architectures/0").asText())
        .isEqualTo("LlamaForCausalLM");
    var adapted = goOn(packed, "adapted");
    assertThat(adapted.exitCode()).as(adapted.err()).isEqualTo(ExitCode.DONE);
    var trained =
        CliRun.of(
            "train",
            "--data=" + CliRun.sample("train"),
            "--base=" + packed,
            "--max-steps=3",
            "--output=" + folder.resolve("classifier"));
    assertThat(trained.exitCode()).as(trained.err()).isEqualTo(ExitCode.DONE);
    Path classifier = folder.resolve("classifier");
    var bare = CliRun.of("pack", "--model=" + classifier, "--output=" + folder.resolve("bare"));
    assertThat(bare.exitCode()).as(bare.err()).isEqualTo(ExitCode.DONE);
    assertThat(goOn(folder.resolve("bare"), "after").exitCode()).isEqualTo(ExitCode.DONE);
  }

  @Test
  void whatMakesNoSenseIsRefusedWithTheRemedy() throws IOException {
    var hidden = goOn(folder.resolve("pretrained"), "refused", "--masked-share=0.2");
    assertThat(hidden.exitCode()).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(hidden.err()).contains("--masked-share is for encoders", "llama");
    var encoder = anew(folder.resolve("vocabulary"), "--heads=6");
    assertThat(encoder.err()).contains("--key-value-heads", "--architecture");
    var shape = anew(folder.resolve("vocabulary"), "--architecture=gpt2", "--heads=5");
    assertThat(shape.exitCode()).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(shape.err()).contains("192 units with 5 heads");
    var heads = goOn(folder.resolve("pretrained"), "refused", "--heads=2");
    assertThat(heads.err()).contains("--tokenizer DIR");
    var unknown = goOn(Path.of("valence-mini-xx"), "refused");
    assertThat(unknown.err()).contains("valence-mini-xx is not a folder");
    Path pieces = Files.createDirectories(folder.resolve("endless"));
    Files.copy(folder.resolve("vocabulary/tokenizer.json"), pieces.resolve("tokenizer.json"));
    Files.writeString(
        pieces.resolve("tokenizer_config.json"), "{\"eos_token\": null, \"bos_token\": null}");
    var endless = anew(pieces, "--architecture=gpt2");
    assertThat(endless.exitCode()).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(endless.err()).contains("no token that ends a text", "\"eos_token\"");
    assertThat(folder.resolve("refused/model.safetensors")).doesNotExist();
  }
}
