package app.valence.cli;

import app.valence.jobs.JobContext;
import app.valence.model.generation.GeneratedText;
import app.valence.model.generation.GenerationSettings;
import app.valence.model.generation.GenerativeModel;
import app.valence.model.generation.TextGenerator.End;
import app.valence.tensor.TensorRuntime;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Continues a text with a language model. */
@Command(
    name = "generate",
    description = {
      "Continues a text with a language model, token by token, on the standard output.",
      "Ctrl-C ends the text where it is."
    },
    footer = {
      "",
      "Examples:",
      "  ${ROOT-COMMAND-NAME} generate --model models/stories --prompt \"Once upon a time\"",
      "  cat start.txt | ${ROOT-COMMAND-NAME} generate --model models/stories \\",
      "      --temperature 0.8 --top-p 0.95 --max-new-tokens 300"
    })
final class GenerateCommand implements Callable<Integer> {
  private static final double NANOS = 1e9;

  private final Terminal terminal;

  @Option(
      names = "--model",
      required = true,
      paramLabel = "DIR",
      description = "Folder of a language model: GPT-2, Llama, Mistral or Qwen2.")
  private Path folder = Path.of("");

  @Option(
      names = "--prompt",
      paramLabel = "TEXT",
      description = "The text to continue; may be empty (default: the standard input).")
  private Optional<String> prompt = Optional.empty();

  @Option(names = "--with-prompt", description = "Write the prompt before its continuation.")
  private boolean withPrompt;

  @Mixin private SamplingOptions sampling = new SamplingOptions();
  @Mixin private EngineOptions engine = new EngineOptions();
  @Mixin private JsonFile jsonFile = new JsonFile();

  GenerateCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws Exception {
    // A model that is being loaded cannot be stopped, so the wait is short.
    return new InterruptibleWork(terminal, "\nStopping.", Duration.ofSeconds(10))
        .run(this::generate);
  }

  private int generate(JobContext context) throws IOException {
    GenerationSettings settings = sampling.settings();
    jsonFile.requireWritable();
    var options = engine.runtimeOptions();
    String given = prompt.isPresent() ? prompt.get() : read();
    try (TensorRuntime runtime = TensorRuntime.start(options);
        GenerativeModel model =
            GenerativeModel.load(folder, runtime, engine.precision().on(runtime))) {
      context.cancellation().throwIfRequested();
      GeneratedText text = write(model, given, settings, context);
      report(given, text, settings, model.config().maximumLength());
      return text.end() == End.CANCELLED ? ExitCode.INTERRUPTED : ExitCode.DONE;
    }
  }

  private String read() throws IOException {
    if (terminal.isInteractive()) {
      terminal.note("Type the text to continue, and end it with Ctrl-D (on Windows Ctrl-Z).");
    }
    return terminal.readText();
  }

  private GeneratedText write(
      GenerativeModel model, String given, GenerationSettings settings, JobContext context)
      throws IOException {
    if (withPrompt) {
      terminal.write(given);
    }
    try {
      GeneratedText text =
          model.continueText(
              given, settings, (part, speed) -> writePart(part), context.cancellation());
      terminal.write("\n");
      return text;
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private void writePart(String part) {
    try {
      terminal.write(part);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void report(String given, GeneratedText text, GenerationSettings settings, int longest)
      throws IOException {
    var speed = text.speed();
    double seconds = speed.total().toNanos() / NANOS;
    String rate =
        Double.isFinite(speed.tokensPerSecond())
            ? String.format(Locale.ROOT, " (%,.1f tokens/s)", speed.tokensPerSecond())
            : "";
    terminal.note(
        String.format(
            Locale.ROOT,
            "Wrote %,d tokens after a prompt of %,d in %.1f s%s: %s.%s",
            speed.tokens(),
            speed.promptTokens(),
            seconds,
            rate,
            reason(text.end(), longest),
            settings.isSampled() ? " Seed " + settings.seed() + "." : ""));
    ObjectNode json = JsonFile.object().put("command", "generate");
    json.put("model", folder.toString()).put("prompt", given).put("text", text.text());
    json.put("end", text.end().name().toLowerCase(Locale.ROOT));
    json.put("prompt_tokens", speed.promptTokens()).put("tokens", speed.tokens());
    json.set("settings", JsonFile.tree(settings));
    json.put("runtime", seconds);
    json.setAll(JsonFile.numbers(Map.of("tokens_per_second", speed.tokensPerSecond())));
    jsonFile.write(json);
  }

  private static String reason(End end, int longest) {
    return switch (end) {
      case END_OF_TEXT -> "the model ended it";
      case MAXIMUM -> "--max-new-tokens is reached";
      case MODEL_FULL -> "the model reads no more than " + longest + " tokens";
      case CANCELLED -> "interrupted";
    };
  }
}
