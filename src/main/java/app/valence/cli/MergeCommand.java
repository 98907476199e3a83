package app.valence.cli;

import app.valence.model.MergedModel;
import app.valence.model.ModelFiles;
import app.valence.model.checkpoint.TensorType;
import app.valence.model.tokenizer.Tokenizer;
import app.valence.training.saving.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Makes one model of an adapter and its base. */
@Command(
    name = "merge",
    description = {
      "Merges an adapter (LoRA) into its base, for programs that know no adapters.",
      "The adapter is a folder as train --lora-rank or PEFT leaves it."
    },
    footer = {
      "",
      "Examples:",
      "  ${ROOT-COMMAND-NAME} merge --adapter runs/lora --output models/merged",
      "  ${ROOT-COMMAND-NAME} merge --adapter runs/lora --base bert-base-uncased \\",
      "      --type bf16 --output models/merged"
    })
final class MergeCommand implements Callable<Integer> {
  private final Terminal terminal;

  /** The number formats of a merged model's weights. */
  private enum Type {
    F32,
    F16,
    BF16
  }

  @Option(
      names = "--adapter",
      required = true,
      paramLabel = "DIR",
      description = "Folder of the adapter.")
  private Path adapter = Path.of("");

  @Option(
      names = "--base",
      paramLabel = "DIR",
      description = "Folder of its base (default: where the adapter says it is).")
  private Optional<Path> base = Optional.empty();

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "DIR",
      description = "Where the merged model goes.")
  private Path output = Path.of("");

  @Option(
      names = "--type",
      paramLabel = "f32|f16|bf16",
      description =
          "Number format of the weights (default: ${DEFAULT-VALUE}, which predicts exactly what the"
              + " adapter does).",
      defaultValue = "f32")
  private Type type = Type.F32;

  MergeCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws Exception {
    new OutputTarget("--output", output).requireFolder();
    if (Files.exists(output)
        && (isSame(adapter, output) || (base.isPresent() && isSame(base.get(), output)))) {
      throw new UsageException(
          "--output is the folder of the adapter or of its base. Name another folder.");
    }
    write(adapter, base, output, TensorType.valueOf(type.name()));
    terminal.say("The merged model is in " + output + ".");
    return ExitCode.DONE;
  }

  private static boolean isSame(Path one, Path other) throws IOException {
    return Files.exists(one) && Files.isSameFile(one, other);
  }

  private static void write(Path adapter, Optional<Path> base, Path output, TensorType type)
      throws IOException {
    Files.createDirectories(output);
    MergedModel.write(adapter, base, output, type);
    Path pieces = base.isPresent() && !hasTokenizer(adapter) ? base.get() : adapter;
    try (Tokenizer tokenizer = Tokenizer.load(ModelFiles.tokenizerFolder(pieces))) {
      tokenizer.save(output);
    }
  }

  private static boolean hasTokenizer(Path folder) {
    return Files.exists(folder.resolve("tokenizer.json"));
  }

  /** Leaves the adapter that a run has kept as a merged model too. */
  static void mergeInto(Path run, Terminal terminal) throws IOException {
    Path merged = run.resolve(RunFolder.MERGED);
    write(run, Optional.empty(), merged, TensorType.F32);
    terminal.say("Merged into its base, the model is in " + merged + ".");
  }
}
