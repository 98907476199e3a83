package app.valence.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UsageTest {
  @TempDir Path folder;

  private CliRun train(Object... more) {
    Object[] args = new Object[6 + more.length];
    args[0] = "train";
    args[1] = "--data=" + CliRun.sample("train");
    args[2] = "--init=tiny";
    args[3] = "--max-steps=2";
    args[4] = "--seed=1";
    args[5] = "--output=" + folder.resolve("run");
    System.arraycopy(more, 0, args, 6, more.length);
    return CliRun.of(args);
  }

  private static void assertFails(CliRun run, int exitCode, String... words) {
    assertThat(run.exitCode()).as(run.err()).isEqualTo(exitCode);
    assertThat(run.err()).contains(words).doesNotContain("\tat ").doesNotContain("Exception");
  }

  @Test
  void withoutACommandTheWindowIsOpened() {
    assertFails(CliRun.of(), ExitCode.FAILED, CliRun.NO_WINDOW);
  }

  @Test
  void anUnknownCommandIsAnsweredByTheListOfCommands() {
    assertFails(CliRun.of("tarin"), ExitCode.WRONG_USAGE, "train", "evaluate", "predict");
  }

  @Test
  void helpListsExamplesAndExitCodes() {
    for (String command : new String[] {"train", "evaluate", "predict", "generate", "benchmark"}) {
      CliRun help = CliRun.of(command, "--help");
      assertThat(help.exitCode()).isEqualTo(ExitCode.DONE);
      assertThat(help.out())
          .contains("Examples:")
          .contains("unusable input")
          .contains("130", "141", "143");
      assertThat(help.err()).isEmpty();
    }
  }

  @Test
  void tooFewExamplesForValidationAreAnsweredWithTheOption() throws IOException {
    Path few = folder.resolve("few.tsv");
    Files.writeString(few, "text\tlabel\na\tgood\nb\tbad\n");
    CliRun run =
        CliRun.of("train", "--data=" + few, "--init=tiny", "--output=" + folder.resolve("few"));
    assertFails(run, ExitCode.UNUSABLE_INPUT, "few.tsv has only 2 examples", "--validation none");
  }

  @Test
  void anUnknownOptionIsWrongUsageWithASuggestion() {
    assertFails(train("--epoch", "3"), ExitCode.WRONG_USAGE, "--epoch", "--help");
  }

  @Test
  void baseAndInitExcludeEachOther() {
    assertFails(train("--base=x"), ExitCode.WRONG_USAGE, "--base", "--init");
  }

  @Test
  void anUnknownMetricIsAnsweredWithAllNames() {
    assertFails(train("--best-metric=f1"), ExitCode.WRONG_USAGE, "f1_macro", "accuracy");
  }

  @Test
  void aValueOutOfRangeSaysTheRange() {
    assertFails(train("--batch-size=0"), ExitCode.WRONG_USAGE, "between 1 and 65536");
    assertFails(train("--max-length=5000"), ExitCode.WRONG_USAGE, "--max-length", "512");
    assertFails(train("--reinit-layers=3"), ExitCode.WRONG_USAGE, "--reinit-layers", "2 layers");
    assertFails(train("--dropout=1"), ExitCode.WRONG_USAGE, "--dropout");
    assertFails(train("--device=tpu"), ExitCode.WRONG_USAGE, "--device", "cuda");
    assertFails(train("--threads=300"), ExitCode.WRONG_USAGE, "--threads must be between 0");
  }

  @Test
  void aDeviceThatIsNotThereIsWrongUsage() {
    assertFails(train("--device=cuda:99"), ExitCode.WRONG_USAGE, "no device cuda:99", "Use cpu");
  }

  @Test
  void anUnknownEncodingIsAnsweredWithNames() {
    assertFails(train("--encoding=nope"), ExitCode.WRONG_USAGE, "nope", "windows-1252");
  }

  @Test
  void aRepeatedOptionIsSaidShortly() {
    CliRun inGroup = train("--batch-size=16", "--batch-size", "32");
    assertFails(inGroup, ExitCode.WRONG_USAGE, "Error: --batch-size was given twice.");
    assertThat(inGroup.err().lines()).hasSize(2);
    assertFails(train("-o", "x"), ExitCode.WRONG_USAGE, "Error: --output was given twice.");
    assertThat(train("--base=x").err()).doesNotContain("Error: Error:");
  }

  @Test
  void patienceNeedsValidationData() {
    assertFails(
        train("--validation=none", "--early-stopping-patience=2"),
        ExitCode.WRONG_USAGE,
        "--early-stopping-patience");
  }

  @Test
  void aMissingFileIsUnusableInput() {
    assertFails(
        CliRun.of("train", "--data=no.tsv", "--init=tiny", "--output=" + folder.resolve("run")),
        ExitCode.UNUSABLE_INPUT,
        "no.tsv");
    assertFails(
        CliRun.of("evaluate", "--model=" + folder, "--data=" + CliRun.sample("test")),
        ExitCode.UNUSABLE_INPUT,
        "config.json");
  }

  @Test
  void aLabelThatTheTrainingDataLacksIsNamedWithItsLine() throws IOException {
    Path other = folder.resolve("other.tsv");
    Files.writeString(other, "text\tlabel\nfine\tpositive\nwell\tmixed\n");
    assertFails(
        train("--validation=" + other), ExitCode.UNUSABLE_INPUT, "other.tsv, line 3", "mixed");
  }

  @Test
  void resumingWithoutACheckpointIsRefused() {
    assertFails(train("--resume"), ExitCode.UNUSABLE_INPUT, "no checkpoint", "without --resume");
  }

  @Test
  void aRunIsNotOverwrittenUnawares() throws IOException {
    Path checkpoint = folder.resolve("run/checkpoint-5");
    Files.createDirectories(checkpoint);
    assertFails(train(), ExitCode.WRONG_USAGE, "--resume", "--overwrite", "new folder");
    assertThat(checkpoint).exists();
  }

  @Test
  void theBaseModelIsNotOverwritten() throws IOException {
    Path run = Files.createDirectories(folder.resolve("run"));
    assertFails(
        CliRun.of("train", "--data=" + CliRun.sample("train"), "--base=" + run, "--output=" + run),
        ExitCode.WRONG_USAGE,
        "base model");
  }

  @Test
  void anInputIsNotReplacedByItsOutput() {
    Path input = CliRun.sample("test");
    assertFails(
        CliRun.of("predict", "--model=x", "--input=" + input, "--output=" + input),
        ExitCode.WRONG_USAGE,
        "same file");
  }

  @Test
  void anUnknownEndingOfTheOutputIsNotWrittenAsSomethingElse() {
    assertFails(
        CliRun.of(
            "predict",
            "--model=x",
            "--input=" + CliRun.sample("test"),
            "--output=" + folder.resolve("q.xlsx")),
        ExitCode.WRONG_USAGE,
        "q.xlsx",
        "--format tsv|csv|jsonl");
  }

  @Test
  void remediesNameTheOptionsOfTheCommandLine() throws IOException {
    Path columns = folder.resolve("columns.csv");
    Files.writeString(columns, "text,stars\nfine,5\n");
    assertRemedy(columns, "--label-column NAME");
    Files.writeString(columns, "review,label\nfine,5\n");
    assertRemedy(columns, "--text-column NAME");
    Files.write(columns, new byte[] {'t', 'e', 'x', 't', '\n', (byte) 0xE9, '\n'});
    assertRemedy(columns, "--encoding windows-1252");
    Path plain = folder.resolve("plain.txt");
    Files.writeString(plain, "fine\n");
    assertRemedy(plain, "--delimiter CHAR");
  }

  private void assertRemedy(Path data, String option) {
    assertFails(
        CliRun.of("train", "--data=" + data, "--init=tiny", "--output=" + folder.resolve("run")),
        ExitCode.UNUSABLE_INPUT,
        "The option for it: " + option.replaceFirst("--encoding w.*", "--encoding NAME"),
        option);
  }
}
