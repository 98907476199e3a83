package app.valence.ui.model;

import app.valence.adaptation.AdaptedModel;
import app.valence.model.BundledModel;
import app.valence.model.ModelFolder;
import app.valence.model.PretrainedModel;
import app.valence.runs.ModelChoice;
import app.valence.runs.RunStatus;
import app.valence.training.setup.InitialSize;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A model from which runs may start.
 *
 * @param name what people call it; empty for random weights, whose name is the window's
 * @param bundled which of those that come with the program it is, if it is one
 * @param folder where it is; empty for bundled models and for random weights
 * @param size of random weights
 * @param adapted how it was adapted here, if it was
 * @param resumable whether its adaptation can go on
 */
public record ModelEntry(
    Kind kind,
    String name,
    Optional<BundledModel> bundled,
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

  /** What is selected until a person selects something else. */
  static final ModelEntry BUNDLED = of(BundledModel.ENCODER);

  static ModelEntry of(BundledModel model) {
    return new ModelEntry(
        Kind.BUNDLED,
        model.title(),
        Optional.of(model),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false);
  }

  static ModelEntry of(AdaptedModel model, boolean resumable) {
    return new ModelEntry(
        Kind.ADAPTED,
        model.name(),
        Optional.empty(),
        Optional.of(model.folder()),
        Optional.empty(),
        Optional.of(model),
        resumable);
  }

  static ModelEntry of(Path folder) {
    return new ModelEntry(
        Kind.FOLDER,
        String.valueOf(folder.getFileName()),
        Optional.empty(),
        Optional.of(folder),
        Optional.empty(),
        Optional.empty(),
        false);
  }

  static ModelEntry of(InitialSize size) {
    return new ModelEntry(
        Kind.SCRATCH,
        "",
        Optional.empty(),
        Optional.empty(),
        Optional.of(size),
        Optional.empty(),
        false);
  }

  /** The model that there is already; call it only where it is no random weights. */
  PretrainedModel pretrained() {
    return bundled.isPresent() ? bundled.get() : new ModelFolder(folder.orElseThrow());
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
      case BUNDLED -> new ModelChoice.Bundled(bundled.orElseThrow());
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
