package app.valence.cli;

import app.valence.data.corpus.Corpus;
import app.valence.data.corpus.CorpusFile;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Files of unlabelled texts. */
final class CorpusOptions {
  @Option(
      names = "--data",
      required = true,
      arity = "1..*",
      paramLabel = "FILE",
      description =
          "Texts: .csv, .tsv, .jsonl or .json with a column of texts, any other file one text a"
              + " line; also packed (.gz, .xz). A file that is named twice counts twice.")
  private List<Path> files = new ArrayList<>();

  @Option(
      names = "--text-column",
      paramLabel = "NAME",
      description = "Column or JSON field of the texts (default: text).")
  private Optional<String> column = Optional.empty();

  @Option(
      names = "--encoding",
      paramLabel = "NAME",
      description = "Character encoding, such as windows-1252 (default: found out, else UTF-8).",
      converter = DataOptions.EncodingConverter.class)
  private Optional<Charset> encoding = Optional.empty();

  /** The texts, in the order in which the files were named. */
  Corpus corpus() {
    return corpusOf(files);
  }

  /** Other texts that are read alike. */
  Corpus corpusOf(List<Path> others) {
    return new Corpus(others.stream().map(f -> new CorpusFile(f, column, encoding)).toList());
  }
}
