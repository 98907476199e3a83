package app.valence.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import app.valence.model.BundledModel;
import app.valence.prompting.PromptFile;
import app.valence.prompting.TinyDecoder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From labelled texts and a decoder to one that answers with the class. */
class InstructionEndToEndTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path folder;
  private static CliRun trained;

  @BeforeAll
  static void train() throws IOException {
    TinyDecoder.save(folder.resolve("base"), "llama");
    TinyDecoder.opinions(folder.resolve("train.tsv"), 60, 1);
    TinyDecoder.opinions(folder.resolve("validation.tsv"), 20, 2);
    TinyDecoder.opinions(folder.resolve("test.tsv"), 24, 3);
    trained =
        CliRun.of(
            arguments(
                "tuned",
                "--template=Review: {text}\\nLabel: {label}",
                "--label-words=negative=bad,positive=good",
                "--epochs=6",
                "--json=" + folder.resolve("train.json")));
  }

  private static Object[] arguments(String run, String... more) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(
        List.of(
            "train",
            "--task=instruction",
            "--data=" + folder.resolve("train.tsv"),
            "--validation=" + folder.resolve("validation.tsv"),
            "--test=" + folder.resolve("test.tsv"),
            "--learning-rate=1e-2",
            "--logging-steps=1",
            "--max-length=64",
            "--threads=1",
            "--base=" + folder.resolve("base"),
            "--output=" + folder.resolve(run)));
    arguments.addAll(List.of(more));
    return arguments.toArray();
  }

  @Test
  void aDecoderIsTunedAndItsFolderSaysHowToPromptIt() throws IOException {
    assertThat(trained.exitCode()).as(trained.err()).isEqualTo(ExitCode.DONE);
    assertThat(trained.out())
        .contains("validation loss", "token accuracy", "the best so far")
        .contains("evaluate --model " + folder.resolve("tuned"));
    JsonNode json = JSON.readTree(folder.resolve("train.json").toFile());
    assertThat(json.path("task").asText()).isEqualTo("instruction");
    assertThat(json.at("/validation/eval_loss").asDouble()).isBetween(0.0, 0.3);
    assertThat(json.at("/settings/lossOn").asText()).isEqualTo("ANSWER");
    assertThat(json.at("/test/accuracy").asDouble()).isGreaterThan(0.9);
    assertThat(json.at("/test/examples").asInt()).isEqualTo(24);
    var stored = PromptFile.read(folder.resolve("tuned"));
    assertThat(stored.form().words().words()).containsExactly("bad", "good");
    assertThat(stored.form().template().source()).isEqualTo("Review: {text}\nLabel: {label}");
    assertThat(stored.length()).isEqualTo(64);
    assertThat(folder.resolve("tuned/model.safetensors")).exists();
    JsonNode state = JSON.readTree(folder.resolve("tuned/trainer_state.json").toFile());
    assertThat(state.at("/log_history/0").has("entropy")).isTrue();
  }

  @Test
  void aRunIsResumedWithoutSayingItsTemplateAgain() throws IOException {
    var first = CliRun.of(arguments("resumed", "--packing", "--max-steps=4", "--save-steps=2"));
    assertThat(first.exitCode()).as(first.err()).isEqualTo(ExitCode.DONE);
    List<String> again =
        List.of(
            "train",
            "--task=instruction",
            "--data=" + folder.resolve("train.tsv"),
            "--validation=" + folder.resolve("validation.tsv"),
            "--threads=1",
            "--output=" + folder.resolve("resumed"),
            "--resume=" + folder.resolve("resumed/checkpoint-2"));
    var resumed = CliRun.of(again.toArray());
    assertThat(resumed.exitCode()).as(resumed.err()).isEqualTo(ExitCode.DONE);
    assertThat(resumed.out()).contains("2 steps are done already");
  }

  @Test
  void evaluatingItTellsWhatTheTestToldAndNeedsNoTemplate() throws IOException {
    Path json = folder.resolve("evaluate.json");
    var evaluated =
        CliRun.of(
            "evaluate",
            "--model=" + folder.resolve("tuned"),
            "--data=" + folder.resolve("test.tsv"),
            "--threads=1",
            "--json=" + json);
    assertThat(evaluated.exitCode()).as(evaluated.err()).isEqualTo(ExitCode.DONE);
    assertThat(evaluated.out()).contains("Confusion matrix", "macro avg");
    JsonNode test = JSON.readTree(folder.resolve("train.json").toFile()).path("test");
    JsonNode again = JSON.readTree(json.toFile());
    assertThat(again.path("accuracy")).isEqualTo(test.path("accuracy"));
    assertThat(again.path("loss").asDouble()).isCloseTo(test.path("loss").asDouble(), within(1e-4));
  }

  @Test
  void predictingWritesALabelAndProbabilitiesForEachText() throws IOException {
    Path output = folder.resolve("predicted.tsv");
    var predicted =
        CliRun.withInput(
            "the film is great\nthe meal is awful\n",
            "predict",
            "--model=" + folder.resolve("tuned"),
            "--input=-",
            "--threads=1",
            "--output=" + output);
    assertThat(predicted.exitCode()).as(predicted.err()).isEqualTo(ExitCode.DONE);
    List<String> lines = Files.readAllLines(output);
    assertThat(lines).hasSize(3);
    assertThat(lines.get(0)).isEqualTo("line\tlabel\tprobability_negative\tprobability_positive");
    assertThat(lines.get(1)).startsWith("1\tpositive\t");
    assertThat(lines.get(2)).startsWith("2\tnegative\t");
  }

  @Test
  void theWaysToClassifyAreComparedInOneTable() throws IOException {
    Path json = folder.resolve("modes.json");
    var compared =
        CliRun.of(
            "evaluate",
            "--model=" + folder.resolve("tuned"),
            "--base=" + folder.resolve("base"),
            "--data=" + folder.resolve("test.tsv"),
            "--train=" + folder.resolve("train.tsv"),
            "--mode=zero-shot,few-shot,retrieval,fine-tuned",
            "--shots=2",
            "--threads=1",
            "--json=" + json);
    assertThat(compared.exitCode()).as(compared.err()).isEqualTo(ExitCode.DONE);
    assertThat(compared.out().lines().map(line -> line.replaceFirst(" .*", "")))
        .containsSubsequence("zero-shot", "few-shot", "retrieval", "fine-tuned", "Always");
    JsonNode modes = JSON.readTree(json.toFile()).path("modes");
    assertThat(modes).hasSize(4);
    assertThat(modes.at("/fine-tuned/accuracy").asDouble())
        .isGreaterThan(modes.at("/zero-shot/accuracy").asDouble());
    assertThat(modes.at("/retrieval/confusion_matrix")).hasSize(2);
  }

  @Test
  void anyDecoderIsPromptedWithoutTraining() {
    var prompted =
        CliRun.of(
            "evaluate",
            "--model=" + folder.resolve("base"),
            "--data=" + folder.resolve("test.tsv"),
            "--mode=zero-shot",
            "--template={text} is {label}",
            "--score=sum",
            "--calibration=none",
            "--threads=1");
    assertThat(prompted.exitCode()).as(prompted.err()).isEqualTo(ExitCode.DONE);
    assertThat(prompted.out()).contains("negative", "positive", "Confusion matrix");
  }

  @Test
  void modesThatLackWhatTheyNeedSaySo() {
    Object[] tuned = {
      "evaluate", "--model=" + folder.resolve("tuned"), "--data=" + folder.resolve("test.tsv"), ""
    };
    tuned[3] = "--mode=few-shot";
    assertThat(CliRun.of(tuned).err()).contains("--mode few-shot").contains("--train FILE");
    tuned[3] = "--mode=no-shot";
    assertThat(CliRun.of(tuned).exitCode()).isEqualTo(ExitCode.WRONG_USAGE);
    tuned[3] = "--template={text} {label}";
    assertThat(CliRun.of(tuned).err()).contains("say which by --mode");
  }

  @Test
  void theModelsOwnChatTemplateIsUsedWhereItIsAskedFor() throws IOException {
    Path base = TinyDecoder.save(folder.resolve("chatty"), "gpt2");
    Files.writeString(
        base.resolve("chat_template.jinja"),
        "{% for m in messages %}[{{ m['role'] }}] {{ m['content'] }}{{ eos_token }}{% endfor %}");
    var tuned =
        CliRun.of(
            "train",
            "--task=instruction",
            "--data=" + folder.resolve("train.tsv"),
            "--base=" + base,
            "--chat-template",
            "--template={text} is {label}",
            "--max-steps=2",
            "--max-length=64",
            "--threads=1",
            "--output=" + folder.resolve("chatting"));
    assertThat(tuned.exitCode()).as(tuned.err()).isEqualTo(ExitCode.DONE);
    var chat = PromptFile.read(folder.resolve("chatting")).form().chat().orElseThrow();
    assertThat(chat.jinja()).startsWith("{% for m in messages %}");
    assertThat(chat.tokens()).containsEntry("eos_token", "<|endoftext|>");
    var evaluated =
        CliRun.of(
            "evaluate",
            "--model=" + folder.resolve("chatting"),
            "--data=" + folder.resolve("test.tsv"),
            "--train=" + folder.resolve("train.tsv"),
            "--mode=few-shot,fine-tuned",
            "--shots=2",
            "--max-length=96",
            "--threads=1");
    assertThat(evaluated.exitCode()).as(evaluated.err()).isEqualTo(ExitCode.DONE);
    assertThat(evaluated.out()).contains("few-shot", "fine-tuned");
  }

  @Test
  void theBestModelMayBeChosenByTheClasses() {
    var chosen = CliRun.of(arguments("chosen", "--best-metric=f1_macro", "--epochs=2"));
    assertThat(chosen.exitCode()).as(chosen.err()).isEqualTo(ExitCode.DONE);
    assertThat(chosen.out()).contains("validation loss", "macro F1", "the best so far");
  }

  @Test
  void whatCannotBeIsRefusedWithTheOption() throws IOException {
    var noLabel = CliRun.of(arguments("refused", "--template=Review: {text}"));
    assertThat(noLabel.exitCode()).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(noLabel.err()).contains("--template: The template has no {label}");
    var word = CliRun.of(arguments("refused", "--label-words=neutral=so"));
    assertThat(word.err()).contains("--label-words: There is no class \"neutral\"");
    var chat = CliRun.of(arguments("refused", "--chat-template"));
    assertThat(chat.err()).contains("has no chat template");
    var best = CliRun.of(arguments("refused", "--class-weights=balanced"));
    assertThat(best.err()).contains("leave the class weights out");
    Path template = folder.resolve("template.txt");
    Files.writeString(template, "{text} is {lable}\n");
    var file =
        CliRun.of(
            "train",
            "--task=instruction",
            "--data=" + folder.resolve("train.tsv"),
            "--base=" + folder.resolve("base"),
            "--template-file=" + template,
            "--output=" + folder.resolve("refused"));
    assertThat(file.err()).contains("--template-file " + template).contains("{lable}");
    var classifier =
        CliRun.of(
            "train",
            "--data=" + folder.resolve("train.tsv"),
            "--packing",
            "--output=" + folder.resolve("refused"));
    assertThat(classifier.err()).contains("--task instruction");
    assertThat(folder.resolve("refused/model.safetensors")).doesNotExist();
  }

  @Test
  void withoutABaseInAProgramWithoutADecoderOneIsAskedFor() {
    Assumptions.assumeFalse(BundledModel.offered().contains(BundledModel.DECODER));
    var bare =
        CliRun.of(
            "train",
            "--task=instruction",
            "--data=" + folder.resolve("train.tsv"),
            "--output=" + folder.resolve("refused"));
    assertThat(bare.err()).contains("--base DIR");
  }
}
