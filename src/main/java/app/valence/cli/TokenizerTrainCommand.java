package app.valence.cli;

import app.valence.data.corpus.Corpus;
import app.valence.data.corpus.CorpusReader;
import app.valence.jobs.JobContext;
import app.valence.model.tokenizer.LearnedTokenizer;
import app.valence.model.tokenizer.TokenizerTrainer;
import app.valence.model.tokenizer.VocabularyOptions;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Learns a vocabulary from texts of any amount. */
@Command(
    name = "train",
    description = {
      "Learns a tokenizer from unlabelled texts: one text a line, or a column of CSV, TSV or JSON"
          + " Lines; each also packed as .gz or .xz, and larger than the memory if need be.",
      "The same texts and options give the same tokenizer, byte by byte."
    },
    footer = {
      "",
      "Examples:",
      "  ${COMMAND-FULL-NAME} --data news.txt.xz filings.jsonl.gz --output tokenizers/finance",
      "  ${COMMAND-FULL-NAME} --data tweets.tsv --type bpe --normalization nfkc \\",
      "      --special-token @user http --output tokenizers/tweets"
    })
final class TokenizerTrainCommand implements Callable<Integer> {
  private static final List<String> DEFINING =
      List.of("tokenizer.json", "vocab.txt", "vocab.json", "tokenizer.model");

  private final Terminal terminal;

  @Mixin private CorpusOptions texts = new CorpusOptions();

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "DIR",
      description = "Folder for tokenizer.json and tokenizer_config.json.")
  private Path output = Path.of("");

  @Option(names = "--overwrite", description = "Replace the tokenizer that is in the folder.")
  private boolean overwrite;

  @Mixin private VocabularyChoice choice = new VocabularyChoice();
  @Mixin private JsonFile jsonFile = new JsonFile();

  TokenizerTrainCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws Exception {
    return new InterruptibleWork(terminal, "Stopping.", Duration.ofSeconds(10)).run(this::train);
  }

  private int train(JobContext context) throws IOException {
    VocabularyOptions options = choice.options();
    Corpus corpus = texts.corpus();
    jsonFile.requireWritable();
    requireFree();
    long started = System.nanoTime();
    try (CorpusReader reader = corpus.open(context);
        LearnedTokenizer learned = TokenizerTrainer.train(reader, options, context)) {
      learned.tokenizer().save(output);
      report(learned, options, (System.nanoTime() - started) / 1e9);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return ExitCode.DONE;
  }

  private void requireFree() {
    new OutputTarget("--output", output).requireFolder();
    if (!overwrite && DEFINING.stream().anyMatch(name -> Files.exists(output.resolve(name)))) {
      throw new UsageException(
          output
              + " already holds a tokenizer, and a model that was trained with it would no longer"
              + " understand it. Name a new folder, or replace it by --overwrite.");
    }
  }

  private void report(LearnedTokenizer learned, VocabularyOptions options, double seconds)
      throws IOException {
    int size = learned.tokenizer().vocabularySize();
    terminal.say(
        String.format(
            Locale.ROOT,
            "Learnt %,d tokens from %,d different words in %,d texts of %,d characters in %.1f s.",
            size,
            learned.words(),
            learned.texts(),
            learned.characters(),
            seconds));
    if (size < options.size()) {
      terminal.say(
          String.format(
              Locale.ROOT,
              "No other pair of pieces stands side by side %s, so there are fewer than %,d tokens.",
              options.minimumFrequency() == 1
                  ? "anywhere"
                  : "%,d times".formatted(options.minimumFrequency()),
              options.size()));
    }
    if (learned.forgottenWords() > 0) {
      terminal.warn(
          String.format(
              Locale.ROOT,
              "There are too many different words to remember: the rarest, %,d times one, were"
                  + " forgotten on the way. Frequent pieces are hardly touched by it.",
              learned.forgottenWords()));
    }
    terminal.say("The tokenizer is in " + output + ".");
    jsonFile.write(json(learned, options, seconds));
  }

  private ObjectNode json(LearnedTokenizer learned, VocabularyOptions options, double seconds) {
    ObjectNode json = JsonFile.object().put("command", "tokenizer train");
    json.put("output", output.toString());
    json.put("kind", options.kind().name().toLowerCase(Locale.ROOT));
    json.put("vocabulary_size", learned.tokenizer().vocabularySize());
    json.put("texts", learned.texts()).put("characters", learned.characters());
    json.put("words", learned.words()).put("forgotten_words", learned.forgottenWords());
    return json.put("runtime", seconds);
  }
}
