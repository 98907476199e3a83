package app.valence.runs;

import app.valence.model.BundledModel;
import app.valence.training.TrainingSettings;
import app.valence.training.instruction.InstructionSettings;
import app.valence.training.setup.InitialSize;
import app.valence.training.setup.ModelSource;
import app.valence.training.setup.Presets;
import java.io.IOException;
import java.nio.file.Path;

/** What a person wants a run to start from. */
public sealed interface ModelChoice {
  /** Where the model comes from. */
  ModelSource source();

  /** Settings that serve well for it as a classifier. */
  TrainingSettings preset();

  /** Settings that serve well for tuning it by instruction. */
  default TrainingSettings instructionPreset() {
    return InstructionSettings.USUAL;
  }

  /**
   * The folder of the decoder that is tuned by instruction.
   *
   * @throws UnfitRequestException if it can be none
   */
  Path decoder() throws IOException;

  /** A model that comes with the program. */
  record Bundled(BundledModel model) implements ModelChoice {
    /** The encoder, from which runs start unless something else is said. */
    public static final Bundled ENCODER = new Bundled(BundledModel.ENCODER);

    @Override
    public ModelSource source() {
      return new ModelSource.Bundled(model);
    }

    @Override
    public TrainingSettings preset() {
      return Presets.BUNDLED;
    }

    @Override
    public TrainingSettings instructionPreset() {
      return Presets.BUNDLED_BY_INSTRUCTION;
    }

    @Override
    public Path decoder() throws IOException {
      return model.folder();
    }
  }

  /** Random weights of a size. */
  record Scratch(InitialSize size) implements ModelChoice {
    @Override
    public ModelSource source() {
      return new ModelSource.Scratch(size);
    }

    @Override
    public TrainingSettings preset() {
      return Presets.FROM_SCRATCH;
    }

    @Override
    public Path decoder() throws UnfitRequestException {
      throw new UnfitRequestException(
          "Random weights are those of encoders, and instruction tunes a decoder: choose one.");
    }
  }

  /**
   * A model in a folder.
   *
   * @param newHead whether its output layer is drawn anew, whatever its classes are
   */
  record Pretrained(Path folder, boolean newHead) implements ModelChoice {
    @Override
    public ModelSource source() {
      return new ModelSource.Pretrained(folder, newHead);
    }

    @Override
    public TrainingSettings preset() {
      return Presets.PRETRAINED;
    }

    @Override
    public Path decoder() {
      return folder;
    }
  }
}
