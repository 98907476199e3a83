package app.valence.training.setup;

import app.valence.model.EncodedExamples;
import java.util.Locale;
import java.util.Optional;

/**
 * How many texts of a file are longer than a model was told to read, and so were cut.
 *
 * @param file the file's name
 * @param length tokens that were kept of a text
 * @param modelMaximum tokens that the model could take
 */
public record CutTexts(String file, int cut, int texts, int length, int modelMaximum) {
  /** What tokenizing cut; empty if nothing. */
  public static Optional<CutTexts> of(
      String file, EncodedExamples encoded, int length, int modelMaximum) {
    return encoded.truncated() == 0
        ? Optional.empty()
        : Optional.of(
            new CutTexts(file, encoded.truncated(), encoded.size(), length, modelMaximum));
  }

  /** Whether a larger maximum length would keep more. */
  public boolean isAvoidable() {
    return length < modelMaximum;
  }

  /** How many were cut, in a sentence. */
  public String complaint() {
    return String.format(
        Locale.ROOT,
        "%,d of %,d texts of %s (%.1f%%) were cut to %,d tokens.",
        cut,
        texts,
        file,
        100.0 * cut / texts,
        length);
  }

  /** How many were cut, and what to do about it. */
  public String message() {
    String remedy =
        isAvoidable()
            ? " A larger maximum length keeps more of them, up to " + modelMaximum + " tokens."
            : " The model takes no more: split long texts, or choose another model.";
    return complaint() + remedy;
  }
}
