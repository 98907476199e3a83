package app.valence.ui.model;

import app.valence.adaptation.AdaptedModel;
import app.valence.model.BundledModel;
import app.valence.runs.ModelChoice;
import app.valence.runs.RunStatus;
import app.valence.training.setup.InitialSize;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A model from which runs may start.
 *
 * @param name what people call it; empty for random weights, whose name is the window's
 * @param folder where it is; empty for the bundled model and for random weights
 * @param size of random weights
 * @param adapted how it was adapted here, if it was
 * @param resumable whether its adaptation can go on
 */
public record ModelEntry(
    Kind kind,
    String name,
    Optional<Path> folder,
    Optional<InitialSize> size,
    Optional<AdaptedModel> adapted,
    boolean resumable) {
  /** Where a model comes from. */
  public enum Kind {
    BUNDLED,
    ADAPTED,
    FOLDER,
    SCRATCH
  }

  static final ModelEntry BUNDLED =
      new ModelEntry(
          Kind.BUNDLED,
          BundledModel.NAME,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          false);

  static ModelEntry of(AdaptedModel model, boolean resumable) {
    return new ModelEntry(
        Kind.ADAPTED,
        model.name(),
        Optional.of(model.folder()),
        Optional.empty(),
        Optional.of(model),
        resumable);
  }

  static ModelEntry of(Path folder) {
    return new ModelEntry(
        Kind.FOLDER,
        String.valueOf(folder.getFileName()),
        Optional.of(folder),
        Optional.empty(),
        Optional.empty(),
        false);
  }

  static ModelEntry of(InitialSize size) {
    return new ModelEntry(
        Kind.SCRATCH, "", Optional.empty(), Optional.of(size), Optional.empty(), false);
  }

  /** Whether a run can start from it, as far as its record tells. */
  boolean isUsable() {
    return adapted.isEmpty() || adapted.get().isUsable();
  }

  /** Whether its adaptation is under way. */
  boolean isUnderWay() {
    return adapted.filter(model -> model.record().status() == RunStatus.RUNNING).isPresent();
  }

  /** What a run is told to start from. */
  ModelChoice choice() {
    return switch (kind) {
      case BUNDLED -> new ModelChoice.Bundled();
      case SCRATCH -> new ModelChoice.Scratch(size.orElseThrow());
      case ADAPTED, FOLDER -> new ModelChoice.Pretrained(folder.orElseThrow(), false);
    };
  }

  /** Whether a run that is told so starts from this model. */
  boolean isStartOf(ModelChoice choice) {
    return choice instanceof ModelChoice.Pretrained pretrained
        ? folder.equals(Optional.of(pretrained.folder()))
        : choice.equals(choice());
  }
}
