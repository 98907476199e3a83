package app.valence.ui.data;

import app.valence.data.DataFormatException;
import app.valence.data.Dataset;
import app.valence.data.DuplicateCheck;
import app.valence.data.LabelSet;
import app.valence.data.SplitSummary;
import app.valence.data.reading.ImportOptions;
import app.valence.jobs.Job;
import app.valence.jobs.JobContext;
import app.valence.jobs.Progress;
import app.valence.training.setup.TrainingData;
import app.valence.training.setup.TrainingData.Sources;
import app.valence.ui.text.Messages;
import app.valence.ui.workbench.OpenData;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads data and looks through it, as a job. */
final class DataReading implements Job<LoadedData> {
  /** What the choice of validation examples follows from, the same as on the command line. */
  private static final long SEED = 42;

  private static final LabelSet NO_PREFERENCE = LabelSet.of(List.of());

  private final Request request;
  private final Messages messages;

  /**
   * What to read.
   *
   * @param paths files or a folder whose roles follow from their names; unused with sources
   * @param sources files whose roles are known
   */
  record Request(List<Path> paths, Optional<Sources> sources, ImportOptions options) {
    static Request of(List<Path> paths) {
      return new Request(List.copyOf(paths), Optional.empty(), ImportOptions.DEFAULTS);
    }

    static Request of(Sources sources, ImportOptions options) {
      return new Request(List.of(), Optional.of(sources), options);
    }

    Request with(ImportOptions other) {
      return new Request(paths, sources, other);
    }

    /** What a person calls it. */
    String name() {
      return SplitFiles.fileName(sources.map(Sources::train).orElseGet(() -> paths.get(0)));
    }
  }

  /** What was read, and from which files in the end. */
  private record Read(Sources sources, TrainingData content, Optional<String> misfit) {}

  DataReading(Request request, Messages messages) {
    this.request = request;
    this.messages = messages;
  }

  @Override
  public LoadedData run(JobContext context) throws IOException {
    SplitFiles.Choice choice =
        request.sources().isPresent()
            ? new SplitFiles.Choice(request.sources().get(), false)
            : new SplitFiles(messages).of(request.paths());
    Read read =
        choice.guessed() ? readGuess(choice.sources(), context) : read(choice.sources(), context);
    var open =
        new OpenData(
            SplitFiles.nameOf(read.sources.train()), read.sources, request.options(), read.content);
    ExampleRows rows = ExampleRows.of(read.content, messages.get("reading.words"), context);
    List<Dataset> splits = read.content.splits();
    List<SplitSummary> summaries = new ArrayList<>();
    for (Dataset split : splits) {
      context.cancellation().throwIfRequested();
      summaries.add(SplitSummary.of(split));
    }
    context
        .progress()
        .accept(new Progress(messages.get("reading.duplicates"), 0, -1, "rows", Duration.ZERO));
    DuplicateCheck.Report duplicates = DuplicateCheck.of(splits);
    context.cancellation().throwIfRequested();
    List<String> guessed = choice.guessed() ? beside(read.sources) : List.of();
    return new LoadedData(
        open, rows, summaries, duplicates, guessed, leftOut(choice.sources(), read));
  }

  private static Optional<LoadedData.LeftOut> leftOut(Sources chosen, Read read) {
    List<String> files = new ArrayList<>(beside(chosen));
    files.removeAll(beside(read.sources));
    return read.misfit.map(reason -> new LoadedData.LeftOut(files, reason));
  }

  private static List<String> beside(Sources sources) {
    return Stream.of(sources.validation(), sources.test())
        .flatMap(Optional::stream)
        .map(SplitFiles::fileName)
        .toList();
  }

  private Read read(Sources sources, JobContext context) throws IOException {
    return new Read(
        sources,
        TrainingData.read(sources, request.options(), NO_PREFERENCE, SEED, context),
        Optional.empty());
  }

  /** A file that was only found by its name must not keep anybody from the training data. */
  private Read readGuess(Sources guess, JobContext context) throws IOException {
    try {
      return read(guess, context);
    } catch (DataFormatException misfit) {
      Sources alone = new Sources(guess.train(), Optional.empty(), false, Optional.empty());
      if (alone.equals(guess)) {
        throw misfit;
      }
      Read fallback = read(alone, context);
      Optional<Read> more = readMore(guess, context);
      Read best = more.orElse(fallback);
      return new Read(best.sources, best.content, Optional.of(String.valueOf(misfit.getMessage())));
    }
  }

  private Optional<Read> readMore(Sources guess, JobContext context) throws IOException {
    if (guess.validation().isEmpty() || guess.test().isEmpty()) {
      return Optional.empty();
    }
    Sources withoutTest = new Sources(guess.train(), guess.validation(), false, Optional.empty());
    Sources withoutValidation = new Sources(guess.train(), Optional.empty(), false, guess.test());
    Optional<Read> read = readIfFits(withoutTest, context);
    return read.isPresent() ? read : readIfFits(withoutValidation, context);
  }

  private Optional<Read> readIfFits(Sources sources, JobContext context) throws IOException {
    try {
      return Optional.of(read(sources, context));
    } catch (DataFormatException misfit) {
      return Optional.empty();
    }
  }
}
