package app.valence.training.setup;

import app.valence.data.DataFormatException;
import app.valence.data.Dataset;

/** The training data is too small to set some of it aside for validation. */
public final class TooFewExamplesException extends DataFormatException {
  TooFewExamplesException(Dataset train) {
    super(
        "%s has only %d examples, too few to set some aside. Name validation data, or train without"
                .formatted(train.name(), train.size())
            + " any.");
  }
}
