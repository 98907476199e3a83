package app.valence.training.setup;

import app.valence.data.DataFormatException;
import app.valence.data.Dataset;
import app.valence.data.LabelSet;
import app.valence.data.StratifiedSplit;
import app.valence.data.reading.DatasetReader;
import app.valence.data.reading.ImportOptions;
import app.valence.data.reading.ImportedData;
import app.valence.data.reading.RejectedRow;
import app.valence.jobs.JobContext;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The labelled texts of a run, all with the labels of the training data.
 *
 * @param validationIsSplitOff whether the validation data was taken from the training file
 * @param rejected the unusable rows of each file, by its name
 */
public record TrainingData(
    Dataset train,
    Optional<Dataset> validation,
    Optional<Dataset> test,
    boolean validationIsSplitOff,
    Map<String, List<RejectedRow>> rejected) {

  /** The share of the training data that serves as validation data where none is given. */
  public static final double VALIDATION_SHARE = 0.1;

  /**
   * Where the data comes from.
   *
   * @param validation a file; absent to take a share of the training data
   * @param withoutValidation whether to train on everything and measure nothing
   */
  public record Sources(
      Path train, Optional<Path> validation, boolean withoutValidation, Optional<Path> test) {}

  /**
   * Reads all files.
   *
   * @param preferred labels whose order is taken over if the data has exactly these
   * @param seed what the choice of validation examples follows from
   * @throws DataFormatException if a file cannot be used or its labels do not fit
   */
  public static TrainingData read(
      Sources sources, ImportOptions options, LabelSet preferred, long seed, JobContext context)
      throws IOException {
    var rejected = new LinkedHashMap<String, List<RejectedRow>>();
    Dataset train = read(sources.train(), options, rejected, context).requireTrainable();
    if (Set.copyOf(train.labels().names()).equals(Set.copyOf(preferred.names()))) {
      train = train.relabelledTo(preferred);
    }
    ImportOptions known = options.withKnownLabels(train.labels());
    Optional<Dataset> validation = readIfGiven(sources.validation(), known, rejected, context);
    Optional<Dataset> test = readIfGiven(sources.test(), known, rejected, context);
    boolean split = validation.isEmpty() && !sources.withoutValidation();
    if (split) {
      List<Dataset> parts = splitOff(train, seed);
      train = parts.get(0);
      validation = Optional.of(parts.get(1));
    }
    return new TrainingData(train, validation, test, split, rejected);
  }

  private static Optional<Dataset> readIfGiven(
      Optional<Path> file,
      ImportOptions options,
      Map<String, List<RejectedRow>> rejected,
      JobContext context)
      throws IOException {
    return file.isPresent()
        ? Optional.of(read(file.get(), options, rejected, context))
        : Optional.empty();
  }

  private static Dataset read(
      Path file, ImportOptions options, Map<String, List<RejectedRow>> rejected, JobContext context)
      throws IOException {
    ImportedData imported = DatasetReader.read(file, options, context);
    if (!imported.rejected().isEmpty()) {
      rejected.put(imported.dataset().name(), imported.rejected());
    }
    return imported.dataset();
  }

  private static List<Dataset> splitOff(Dataset all, long seed) throws TooFewExamplesException {
    var split =
        new StratifiedSplit(
            List.of(
                new StratifiedSplit.Part("train", 1 - VALIDATION_SHARE),
                new StratifiedSplit.Part("validation", VALIDATION_SHARE)),
            seed);
    List<Dataset> parts = split.apply(all);
    if (parts.stream().anyMatch(part -> part.size() == 0)) {
      throw new TooFewExamplesException(all);
    }
    return parts;
  }

  /** All splits that there are: training, validation, test. */
  public List<Dataset> splits() {
    List<Dataset> splits = new ArrayList<>(List.of(train));
    validation.ifPresent(splits::add);
    test.ifPresent(splits::add);
    return splits;
  }
}
