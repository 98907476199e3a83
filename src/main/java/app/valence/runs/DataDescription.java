package app.valence.runs;

import app.valence.training.setup.TrainingData;
import java.util.List;
import java.util.Optional;

/**
 * The data of a run in numbers.
 *
 * @param labels the names of the classes
 * @param train examples of the training data
 * @param validation examples of the validation data, if there is any
 * @param test examples of the test data, if there is any
 * @param validationIsSplitOff whether the validation data was taken from the training file
 * @param rejected rows of all files that could not be used
 */
public record DataDescription(
    List<String> labels,
    int train,
    Optional<Integer> validation,
    Optional<Integer> test,
    boolean validationIsSplitOff,
    int rejected) {
  /** Keeps its own copy. */
  public DataDescription {
    labels = List.copyOf(labels);
  }

  static DataDescription of(TrainingData data) {
    return new DataDescription(
        data.train().labels().names(),
        data.train().size(),
        data.validation().map(split -> split.size()),
        data.test().map(split -> split.size()),
        data.validationIsSplitOff(),
        data.rejected().values().stream().mapToInt(List::size).sum());
  }
}
