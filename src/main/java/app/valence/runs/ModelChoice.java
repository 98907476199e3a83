package app.valence.runs;

import app.valence.model.BundledModel;
import app.valence.training.TrainingSettings;
import app.valence.training.setup.InitialSize;
import app.valence.training.setup.ModelSource;
import app.valence.training.setup.Presets;
import java.nio.file.Path;

/** What a person wants a run to start from. */
public sealed interface ModelChoice {
  /** Where the model comes from. */
  ModelSource source();

  /** Settings that serve well for it. */
  TrainingSettings preset();

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
  }
}
