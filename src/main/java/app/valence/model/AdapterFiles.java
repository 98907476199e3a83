package app.valence.model;

import app.valence.model.checkpoint.CheckpointException;
import app.valence.model.checkpoint.SafetensorsWriter;
import app.valence.model.checkpoint.TensorContent;
import app.valence.tensor.Tensor;
import app.valence.tensor.TensorScope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Loads adapters from folders in PEFT's layout, beside a base model, and saves them there. */
public final class AdapterFiles {
  /** The file that holds an adapter's matrices. */
  public static final String WEIGHTS = AdapterTensors.NAME;

  private AdapterFiles() {}

  /** Whether {@code folder} holds an adapter. */
  public static boolean holdsAdapter(Path folder) {
    return Files.isRegularFile(folder.resolve(AdapterConfigFile.NAME));
  }

  /** Reads the settings of the adapter in {@code folder}, which say where its base is. */
  public static LoraSettings settings(Path folder) throws IOException {
    return AdapterConfigFile.read(folder);
  }

  /**
   * The classifier {@code base} with the adapter in {@code folder}, whose matrices belong to {@code
   * scope}. Parts that were trained in full overwrite those of the base.
   *
   * @throws CheckpointException if the adapter is damaged, incomplete, or of another model
   * @throws IllegalArgumentException if the model has an adapter
   */
  public static SequenceClassifier load(SequenceClassifier base, Path folder, TensorScope scope)
      throws IOException {
    return Lora.with(base, read(base, folder, scope));
  }

  /** The language model {@code base} with the adapter in {@code folder}, in the same manner. */
  public static CausalLanguageModel load(CausalLanguageModel base, Path folder, TensorScope scope)
      throws IOException {
    return Lora.with(base, read(base, folder, scope));
  }

  private static Lora.Matrices read(Model base, Path folder, TensorScope scope) throws IOException {
    Lora.requireBare(base);
    LoraSettings settings = AdapterConfigFile.read(folder);
    try (AdapterTensors tensors = AdapterTensors.open(folder)) {
      Set<String> layers = new LinkedHashSet<>();
      Set<String> full = new LinkedHashSet<>();
      base.parameters().names().stream().filter(settings::trainsInFull).forEach(full::add);
      for (String name : tensors.names()) {
        if (Adapter.isLowRank(name)) {
          layers.add(Adapter.layerOf(name));
        } else {
          full.add(name);
        }
      }
      for (String layer : layers) {
        tensors.requireLowRank(base, layer);
      }
      for (String name : full) {
        tensors.requireSame(base.parameters(), name);
      }
      Map<String, Tensor> matrices = matrices(tensors, layers, scope);
      overwrite(base.parameters().only(full::contains), tensors);
      boolean unnamed = settings.targets().contains(LoraSettings.ALL_LINEAR);
      var named = unnamed ? settings.withTargets(List.copyOf(layers)) : settings;
      return new Lora.Matrices(new Adapter(named, full), matrices);
    }
  }

  private static Map<String, Tensor> matrices(
      AdapterTensors tensors, Set<String> layers, TensorScope scope) throws IOException {
    Map<String, Tensor> matrices = new LinkedHashMap<>();
    for (String layer : layers) {
      for (String name : List.of(Adapter.down(layer), Adapter.up(layer))) {
        Tensor tensor = scope.zeros(tensors.shape(name));
        tensor.set(tensors.floats(name));
        matrices.put(name, tensor.requireGradient(true));
      }
    }
    return matrices;
  }

  private static void overwrite(ParameterSet parameters, AdapterTensors tensors)
      throws IOException {
    for (var parameter : parameters.asMap().entrySet()) {
      parameter.getValue().set(tensors.floats(parameter.getKey()));
    }
  }

  /**
   * Saves the adapter of a model, and nothing of its base, into {@code folder}. The base's {@code
   * config.json} goes with it: PEFT forgets the names of the classes.
   */
  public static void save(Model model, Path folder) throws IOException {
    Adapter adapter = model.adapter().orElseThrow();
    List<TensorContent> contents = new ArrayList<>();
    adapter
        .ownOf(model.parameters())
        .asMap()
        .forEach(
            (name, tensor) ->
                contents.add(ModelFiles.content(AdapterTensors.PREFIX + name, tensor)));
    SafetensorsWriter.write(folder.resolve(WEIGHTS), Map.of("format", "pt"), contents);
    AdapterConfigFile.write(folder, model);
    ConfigFile.write(folder, model.config(), model.head());
  }

  /**
   * Gives {@code model} the adapter that was saved from it into {@code folder}.
   *
   * @throws CheckpointException if it is not all there, of the same shapes and finite
   */
  static void restore(Model model, Path folder) throws IOException {
    ParameterSet own = model.adapter().orElseThrow().ownOf(model.parameters());
    try (AdapterTensors tensors = AdapterTensors.open(folder)) {
      for (String name : own.names()) {
        tensors.requireSame(own, name);
      }
      overwrite(own, tensors);
    }
  }
}
