package app.valence.cli;

import app.valence.model.ModelFiles;
import app.valence.model.StartingModel;
import app.valence.model.tokenizer.Tokenizer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Makes a small model to start from out of a trained one. */
@Command(
    name = "pack",
    description = {
      "Makes a model that others start from: in half precision, without the output layer of the"
          + " classes that it was trained for.",
      "With a language model's head it can be adapted to texts by pretrain."
    })
final class PackCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Option(
      names = "--model",
      required = true,
      paramLabel = "DIR",
      description = "The trained model.")
  private Path model = Path.of("");

  @Option(
      names = "--head-of",
      paramLabel = "DIR",
      description =
          "Model of the same shape whose language model's head is taken (default: that of"
              + " --model, if it has one).")
  private Optional<Path> headOf = Optional.empty();

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "DIR",
      description = "Where the packed model goes.")
  private Path output = Path.of("");

  PackCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws Exception {
    new OutputTarget("--output", output).requireFolder();
    Files.createDirectories(output);
    try (Tokenizer tokenizer = Tokenizer.load(ModelFiles.tokenizerFolder(model))) {
      StartingModel.write(model, headOf.orElse(model), output);
      tokenizer.save(output);
    }
    terminal.say("The packed model is in " + output + ".");
    return ExitCode.DONE;
  }
}
