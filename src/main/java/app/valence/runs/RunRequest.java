package app.valence.runs;

import app.valence.data.reading.ImportOptions;
import app.valence.recipes.Reference;
import app.valence.training.LossSettings.ClassWeighting;
import app.valence.training.TrainingSettings;
import app.valence.training.setup.MaximumLength;
import app.valence.training.setup.TrainingData;
import java.util.Optional;

/**
 * What a person asked for; with the same files and program it gives the same run.
 *
 * @param name what the person calls the run
 * @param data the files
 * @param reading how they are read
 * @param model what the run starts from
 * @param text how texts are put to the model, and with how much noise
 * @param reference what another run came to, to be set beside this one
 * @param instruction how a decoder is tuned by instruction; absent for a classifier
 */
public record RunRequest(
    String name,
    TrainingData.Sources data,
    ImportOptions reading,
    ModelChoice model,
    TrainingSettings settings,
    TextSettings text,
    Optional<Reference> reference,
    Optional<Instruction> instruction) {
  /**
   * How texts are put to the model.
   *
   * @param maximumLength tokens of a text, the rest is cut; absent for {@link MaximumLength#usual}
   * @param dropout of hidden states and in the head, at least 0 and below 1; absent for the model's
   *     own
   */
  public record TextSettings(Optional<Integer> maximumLength, Optional<Double> dropout) {
    /** What the model brings along. */
    public static final TextSettings DEFAULTS =
        new TextSettings(Optional.empty(), Optional.empty());

    /** Checks the ranges. */
    public TextSettings {
      if (maximumLength.isPresent() && maximumLength.get() < MaximumLength.SHORTEST) {
        throw new IllegalArgumentException(
            "The maximum length must be at least " + MaximumLength.SHORTEST + " tokens.");
      }
      if (dropout.isPresent() && !(dropout.get() >= 0 && dropout.get() < 1)) {
        throw new IllegalArgumentException("Dropout must be at least 0 and below 1.");
      }
    }
  }

  /**
   * Checks what can be checked without reading a file.
   *
   * @throws IllegalArgumentException if two wishes contradict each other
   */
  public RunRequest {
    if (data.withoutValidation() && settings.evaluation().patience() > 0) {
      throw new IllegalArgumentException(
          "A run stops early by validation data: choose some, or a patience of 0.");
    }
    if (instruction.isPresent()) {
      requireFits(model, settings);
    }
  }

  private static void requireFits(ModelChoice model, TrainingSettings settings) {
    if (model instanceof ModelChoice.Scratch) {
      throw new IllegalArgumentException(
          "Random weights are those of encoders, and instruction tunes a decoder: choose one.");
    }
    if (settings.loss().classWeighting() != ClassWeighting.NONE) {
      throw new IllegalArgumentException(
          "Classes cannot be weighted where a language model answers with words: leave the class"
              + " weights out, or balance the data.");
    }
  }

  /** A run of a classifier. */
  public RunRequest(
      String name,
      TrainingData.Sources data,
      ImportOptions reading,
      ModelChoice model,
      TrainingSettings settings,
      TextSettings text,
      Optional<Reference> reference) {
    this(name, data, reading, model, settings, text, reference, Optional.empty());
  }
}
