package app.valence.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.valence.recipes.RecipeException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A recipe's options come behind those that a person gave, and those win. */
class RecipeArgumentsTest {
  @TempDir Path folder;
  private Path file;
  private RecipeArguments arguments;

  @BeforeEach
  void makeProgram() throws IOException {
    var out = OutputStream.nullOutputStream();
    var in = new ByteArrayInputStream(new byte[0]);
    var terminal = new Terminal(in, out, out, StandardCharsets.UTF_8, false);
    CommandLine program = Program.commandLine(terminal, new Unopened());
    arguments = new RecipeArguments(program, Program.trial(terminal));
    file = folder.resolve("mine.json");
    Files.writeString(folder.resolve("train.tsv"), "");
    Files.writeString(folder.resolve("dev.tsv"), "");
  }

  /** No window is opened here. */
  private static final class Unopened implements WindowOpener {
    @Override
    public Optional<String> open(Optional<Path> workspace, Optional<Path> settings) {
      return Optional.empty();
    }

    @Override
    public Optional<String> benchmarkCharts(int seconds) {
      return Optional.empty();
    }
  }

  private void write(String options) throws IOException {
    Files.writeString(
        file,
        """
        {
          "title": {"en": "Mine", "de": "Meins"},
          "description": {"en": "It is mine.", "de": "Es ist meins."},
          "data": {"train": "train.tsv", "validation": "dev.tsv"},
          "options": {
            %s
          }
        }
        """
            .formatted(options));
  }

  private List<String> expanded(String... more) throws IOException {
    var args = new String[more.length + 2];
    args[0] = "train";
    args[1] = "--recipe=" + file;
    System.arraycopy(more, 0, args, 2, more.length);
    return List.of(arguments.expand(args)).subList(args.length, arguments.expand(args).length);
  }

  private void assertRefused(String options, String... words) throws IOException {
    write(options);
    assertThatThrownBy(this::expanded)
        .isInstanceOf(RecipeException.class)
        .hasMessageContainingAll(words)
        .hasMessageContaining("mine.json, line 6");
  }

  @Test
  void optionsDataAndAFolderForTheRunAreAdded() throws IOException {
    write("\"epochs\": 2, \"no-bucketing\": true, \"new-head\": false, \"base\": \"models/x\"");
    assertThat(expanded())
        .containsExactly(
            "--output=" + Path.of("runs", "mine"),
            "--data=" + folder.resolve("train.tsv"),
            "--validation=" + folder.resolve("dev.tsv"),
            "--epochs=2",
            "--no-bucketing",
            "--base=" + folder.resolve("models/x"));
  }

  @Test
  void whatIsGivenByHandWins() throws IOException {
    write("\"epochs\": 2, \"batch-size\": 4, \"init\": \"tiny\", \"warmup-ratio\": 0.2");
    assertThat(expanded("--max-steps=5", "--batch-size", "8", "--base=x", "-o", "here"))
        .containsExactly(
            "--data=" + folder.resolve("train.tsv"),
            "--validation=" + folder.resolve("dev.tsv"),
            "--warmup-ratio=0.2");
    assertThat(expanded("--data=other.tsv"))
        .as("files with other classes are of no use")
        .noneMatch(argument -> argument.startsWith("--validation"))
        .contains("--epochs=2", "--init=tiny");
  }

  @Test
  void withoutARecipeNothingChanges() throws IOException {
    String[] args = {"evaluate", "--model=x"};
    assertThat(arguments.expand(args)).isSameAs(args);
    String[] train = {"train", "--data=x"};
    assertThat(arguments.expand(train)).isSameAs(train);
  }

  @Test
  void whatARecipeCannotSayIsNamedWithLineAndRemedy() throws IOException {
    assertRefused("\"epoch\": 2", "\"epoch\"", "no option --epoch", "train --help");
    assertRefused("\"epochs\": \"many\"", "\"epochs\"", "many");
    assertRefused("\"schedule\": \"up\"", "\"schedule\"", "up");
    assertRefused("\"no-bucketing\": \"yes\"", "true or false");
    assertRefused("\"output\": \"x\"", "on the command line");
    assertRefused("\"validation\": \"x\"", "\"data\"");
  }

  @Test
  void recipesThatComeWithTheProgramAreNamed() {
    CliRun list = CliRun.of("train", "--recipe", "list");
    assertThat(list.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(list.out()).contains("study: The study's run", "overfitting: ");
    CliRun unknown = CliRun.of("train", "--recipe=nothing");
    assertThat(unknown.exitCode()).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(unknown.err()).contains("no recipe \"nothing\"", "overfitting, study", ".json");
    CliRun outside = CliRun.of("train", "--recipe=../README");
    assertThat(outside.exitCode()).isEqualTo(ExitCode.WRONG_USAGE);
  }

  @Test
  void aRecipeThatCannotBeUsedIsUnusableInput() throws IOException {
    write("\"epoch\": 2");
    CliRun run = CliRun.of("train", "--recipe", file);
    assertThat(run.exitCode()).isEqualTo(ExitCode.UNUSABLE_INPUT);
    assertThat(run.err()).contains("mine.json, line 6").doesNotContain("Exception");
    CliRun missing = CliRun.of("train", "--recipe", folder.resolve("missing.json"));
    assertThat(missing.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(missing.err()).contains("missing.json").doesNotContain("Exception");
  }
}
