package app.valence.training.setup;

import app.valence.model.AdapterOrigin;
import app.valence.model.Lora;
import app.valence.model.LoraSettings;
import app.valence.model.Model;
import app.valence.tensor.TensorScope;
import app.valence.training.AdapterSettings;
import app.valence.training.LayerSettings;
import app.valence.training.TrainingSettings;
import java.nio.file.Path;
import java.util.Optional;

/** Puts the adapter that a run's settings ask for beside its model, of whatever type it is. */
public final class AdapterStart {
  private AdapterStart() {}

  /**
   * Checks that a model can have the adapter, so that nothing is lost for one that it cannot have.
   *
   * @throws UnfitAdapterException if not
   */
  public static void requireFits(Model model, LayerSettings settings) throws UnfitAdapterException {
    Optional<LoraSettings> lora = lora(model, settings);
    try {
      if (lora.isPresent()) {
        Lora.requireFits(model, lora.get());
      }
    } catch (IllegalArgumentException e) {
      throw new UnfitAdapterException(String.valueOf(e.getMessage()));
    }
  }

  /**
   * The model that a run trains: {@code model} with a new adapter if one is asked for, or as it is
   * if it has one, as that of a run that is resumed.
   *
   * @param scope owns the new matrices
   * @throws UnfitAdapterException if the model cannot have it
   */
  public static <M extends Model> M of(M model, TrainingSettings settings, TensorScope scope)
      throws UnfitAdapterException {
    requireFits(model, settings.layers());
    Optional<LoraSettings> lora = lora(model, settings.layers());
    return lora.isPresent() ? Lora.attach(model, lora.get(), scope, settings.seed()) : model;
  }

  private static Optional<LoraSettings> lora(Model model, LayerSettings settings)
      throws UnfitAdapterException {
    AdapterSettings adapter = settings.adapter();
    if (adapter == null || model.adapter().isPresent()) {
      return Optional.empty();
    }
    Optional<Path> source = model.parameters().source();
    if (source.isEmpty()) {
      throw new UnfitAdapterException(
          "An adapter is saved without its base, so the base must be a whole model in a folder:"
              + " random weights, or a base with an adapter of its own that is not merged, cannot"
              + " be found again. Train the model first, or merge it.");
    }
    String base = AdapterOrigin.named(source.get());
    return Optional.of(adapter.lora(Lora.trainedHead(model), base));
  }
}
