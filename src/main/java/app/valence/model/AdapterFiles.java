package app.valence.model;

import app.valence.model.checkpoint.CheckpointException;
import app.valence.model.checkpoint.SafetensorsWriter;
import app.valence.model.checkpoint.TensorContent;
import app.valence.tensor.Precision;
import app.valence.tensor.Tensor;
import app.valence.tensor.TensorScope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
   * The model {@code base} with the adapter in {@code folder}, whose matrices belong to {@code
   * scope}. Parts that were trained in full overwrite those of the base.
   *
   * @return a model of the same type
   * @throws CheckpointException if the adapter is damaged, incomplete, or of another model
   * @throws IllegalArgumentException if the model has an adapter
   */
  public static <M extends Model> M load(M base, Path folder, TensorScope scope)
      throws IOException {
    return Lora.with(base, read(base, AdapterConfigFile.read(folder), folder, scope));
  }

  /**
   * The classifier of which {@code folder} holds the adapter, beside its base, to be trained
   * further. Parameters belong to {@code scope}.
   *
   * @param matrices the number format of the base's matrices
   */
  public static SequenceClassifier classifier(Path folder, TensorScope scope, Precision matrices)
      throws IOException {
    ModelConfig config = ModelFiles.config(folder);
    var parameters = base(folder, config, ModelHead.SEQUENCE_CLASSIFICATION, scope, matrices);
    return found(new SequenceClassifier(config, parameters), folder, scope);
  }

  /** The masked language model of which {@code folder} holds the adapter, in the same manner. */
  public static MaskedLanguageModel maskedLanguageModel(
      Path folder, TensorScope scope, Precision matrices) throws IOException {
    ModelConfig config = ModelFiles.config(folder);
    var parameters = base(folder, config, ModelHead.MASKED_LANGUAGE_MODEL, scope, matrices);
    return found(new MaskedLanguageModel(config, parameters), folder, scope);
  }

  /** The decoder of which {@code folder} holds the adapter, in the same manner. */
  public static CausalLanguageModel causalLanguageModel(
      Path folder, TensorScope scope, Precision matrices) throws IOException {
    ModelConfig config = ModelFiles.config(folder);
    var parameters = base(folder, config, ModelHead.CAUSAL_LANGUAGE_MODEL, scope, matrices);
    return found(new CausalLanguageModel(config, parameters), folder, scope);
  }

  /** The language model of either kind of which {@code folder} holds the adapter. */
  public static Model languageModel(Path folder, TensorScope scope, Precision matrices)
      throws IOException {
    return ModelFiles.config(folder).architecture().isDecoder()
        ? causalLanguageModel(folder, scope, matrices)
        : maskedLanguageModel(folder, scope, matrices);
  }

  /** What the adapter replaces is drawn: the base may have another head, or none. */
  private static ParameterSet base(
      Path folder, ModelConfig config, ModelHead head, TensorScope scope, Precision matrices)
      throws IOException {
    Path base = AdapterOrigin.find(folder);
    LoraSettings settings = AdapterConfigFile.read(folder);
    var loaded =
        new ParameterLoader(base, config, head)
            .keepingMatricesIn(matrices)
            .loadWeights(scope, slot -> settings.trainsInFull(slot.name()));
    for (String name : loaded.drawn()) {
      if (!settings.trainsInFull(name)) {
        throw new CheckpointException(
            base,
            "it lacks " + name + ", which the adapter in " + folder + " stands on",
            "Copy the model again from where it comes from.");
      }
    }
    return loaded.parameters();
  }

  private static <M extends Model> M found(M base, Path folder, TensorScope scope)
      throws IOException {
    LoraSettings settings = AdapterConfigFile.read(folder);
    String name = AdapterOrigin.named(AdapterOrigin.find(folder));
    return Lora.with(base, read(base, settings.withBase(name), folder, scope));
  }

  private static Lora.Matrices read(
      Model base, LoraSettings settings, Path folder, TensorScope scope) throws IOException {
    Lora.requireBare(base);
    try (AdapterTensors tensors = AdapterTensors.open(folder)) {
      List<String> layers = layers(base, tensors);
      Set<String> full = trainedInFull(base, settings, tensors);
      Map<String, Tensor> matrices = matrices(tensors, layers, scope);
      overwrite(base.parameters().only(full::contains), tensors);
      boolean unnamed = settings.targets().contains(LoraSettings.ALL_LINEAR);
      var named = unnamed ? settings.withTargets(layers) : settings;
      return new Lora.Matrices(new Adapter(named, full), matrices);
    }
  }

  /** The adapted layers in the model's order, which sums over all parameters go by. */
  private static List<String> layers(Model base, AdapterTensors tensors)
      throws CheckpointException {
    for (String name : tensors.names()) {
      if (Adapter.isLowRank(name)) {
        String layer = Adapter.layerOf(name);
        tensors.requireLowRank(
            layer,
            LinearSize.isLinear(base, layer)
                ? Optional.of(LinearSize.of(base, layer))
                : Optional.empty());
      }
    }
    return base.parameters().names().stream()
        .filter(name -> name.endsWith(".weight"))
        .map(name -> name.substring(0, name.length() - ".weight".length()))
        .filter(layer -> tensors.names().contains(Adapter.down(layer)))
        .toList();
  }

  private static Set<String> trainedInFull(
      Model base, LoraSettings settings, AdapterTensors tensors) throws CheckpointException {
    Set<String> full = new LinkedHashSet<>();
    base.parameters().names().stream().filter(settings::trainsInFull).forEach(full::add);
    tensors.names().stream().filter(name -> !Adapter.isLowRank(name)).forEach(full::add);
    for (String name : full) {
      requireSame(base.parameters(), name, tensors);
    }
    return full;
  }

  private static void requireSame(ParameterSet parameters, String name, AdapterTensors tensors)
      throws CheckpointException {
    tensors.requireShape(
        name,
        parameters.has(name)
            ? Optional.of(Arrays.stream(parameters.get(name).shape()).boxed().toList())
            : Optional.empty());
  }

  private static Map<String, Tensor> matrices(
      AdapterTensors tensors, List<String> layers, TensorScope scope) throws IOException {
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
        requireSame(own, name, tensors);
      }
      overwrite(own, tensors);
    }
  }
}
