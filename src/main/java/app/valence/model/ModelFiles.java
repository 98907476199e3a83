package app.valence.model;

import app.valence.data.LabelSet;
import app.valence.model.checkpoint.CheckpointException;
import app.valence.model.checkpoint.CheckpointTensors;
import app.valence.model.checkpoint.SafetensorsWriter;
import app.valence.model.checkpoint.TensorContent;
import app.valence.model.checkpoint.TensorEntry;
import app.valence.model.checkpoint.TensorType;
import app.valence.tensor.Tensor;
import app.valence.tensor.TensorScope;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Loads models from folders in Hugging Face layout, saves them there, and draws new ones. */
public final class ModelFiles {
  /** The file that holds the parameters. */
  public static final String WEIGHTS = "model.safetensors";

  private ModelFiles() {}

  /** What to do with a checkpoint's head whose classes are not the wanted ones. */
  public enum HeadPolicy {
    /** Refuse it, so that trained classes are never lost unawares. */
    KEEP,
    /** Leave it out and draw a new one. */
    REPLACE
  }

  /**
   * A model and what loading it did.
   *
   * @param <M> the type of model
   */
  public record Loaded<M extends Model>(M model, LoadReport report) {}

  /** Reads the configuration of the checkpoint in {@code folder}. */
  public static ModelConfig config(Path folder) throws IOException {
    return ConfigFile.read(folder);
  }

  /** Loads a trained classifier whose head must be complete. Parameters belong to {@code scope}. */
  public static SequenceClassifier classifier(Path folder, TensorScope scope) throws IOException {
    ModelConfig config = ConfigFile.read(folder);
    var loaded = load(folder, config, ModelHead.SEQUENCE_CLASSIFICATION, scope, 0);
    if (!loaded.report.drawn().isEmpty()) {
      throw new CheckpointException(
          folder,
          "it has no trained classification head (" + loaded.report.drawn().get(0) + " is missing)",
          "Fine-tune it first, or choose a model that was trained as a classifier.");
    }
    return new SequenceClassifier(config, loaded.parameters);
  }

  /**
   * Loads a body for fine-tuning as a classifier of {@code labels}, with the checkpoint's head if
   * its classes are the same, else with a drawn one.
   *
   * @param seed what the drawn head follows from
   * @throws CheckpointException if the checkpoint was trained for other classes and {@code policy}
   *     is to keep them, or if anything about it does not fit
   */
  public static Loaded<SequenceClassifier> classifierToTrain(
      Path folder, LabelSet labels, HeadPolicy policy, TensorScope scope, long seed)
      throws IOException {
    ModelConfig stored = ConfigFile.read(folder);
    ModelConfig config = stored.withLabels(labels);
    String output = config.architecture().classifier().output() + ".weight";
    boolean replace = false;
    try (CheckpointTensors tensors = CheckpointTensors.open(folder)) {
      TensorEntry head = tensors.entries().get(output);
      if (head != null && !stored.labels().equals(labels)) {
        refuseOtherClasses(folder, stored, labels, policy, head);
        replace = true;
      }
    }
    var loaded = load(folder, config, ModelHead.SEQUENCE_CLASSIFICATION, scope, seed, replace);
    return new Loaded<>(new SequenceClassifier(config, loaded.parameters), loaded.report);
  }

  private static void refuseOtherClasses(
      Path folder, ModelConfig stored, LabelSet labels, HeadPolicy policy, TensorEntry head)
      throws CheckpointException {
    boolean unnamed =
        stored.labels().size() == labels.size()
            && stored.labels().names().stream().allMatch(n -> n.startsWith("LABEL_"));
    if (policy == HeadPolicy.KEEP && !unnamed) {
      throw new CheckpointException(
          folder,
          "its head is for the "
              + head.shape().get(0)
              + " classes "
              + String.join(", ", stored.labels().names())
              + ", and the data has "
              + String.join(", ", labels.names()),
          "Ask for a new head to train these classes from the body alone, or use data with the"
              + " model's classes.");
    }
  }

  /** Loads a masked language model; a missing head is drawn. Parameters belong to {@code scope}. */
  public static Loaded<MaskedLanguageModel> maskedLanguageModel(
      Path folder, TensorScope scope, long seed) throws IOException {
    ModelConfig config = ConfigFile.read(folder);
    if (config.architecture() != Architecture.BERT) {
      throw new CheckpointException(
          folder,
          "masked language modelling needs a BERT model, and this is " + config.modelType(),
          "Choose a model of type bert.");
    }
    var loaded = load(folder, config, ModelHead.MASKED_LANGUAGE_MODEL, scope, seed);
    return new Loaded<>(new MaskedLanguageModel(config, loaded.parameters), loaded.report);
  }

  /** Draws a classifier from nothing. Parameters belong to {@code scope}. */
  public static SequenceClassifier newClassifier(ModelConfig config, TensorScope scope, long seed) {
    var initializer = new ParameterInitializer(config, seed);
    Map<String, Tensor> parameters = new LinkedHashMap<>();
    for (var slot : ParameterLayout.of(config, ModelHead.SEQUENCE_CLASSIFICATION)) {
      parameters.put(slot.name(), parameter(scope, slot, initializer.draw(slot)));
    }
    return new SequenceClassifier(config, new ParameterSet(parameters));
  }

  private record LoadedParameters(ParameterSet parameters, LoadReport report) {}

  private static LoadedParameters load(
      Path folder, ModelConfig config, ModelHead head, TensorScope scope, long seed)
      throws IOException {
    return load(folder, config, head, scope, seed, false);
  }

  private static LoadedParameters load(
      Path folder,
      ModelConfig config,
      ModelHead head,
      TensorScope scope,
      long seed,
      boolean replaceHead)
      throws IOException {
    var slots = ParameterLayout.of(config, head);
    var initializer = new ParameterInitializer(config, seed);
    Map<String, Tensor> parameters = new LinkedHashMap<>();
    List<String> drawn = new ArrayList<>();
    try (CheckpointTensors tensors = CheckpointTensors.open(folder)) {
      var names = new CheckpointNames(config.architecture(), slots, tensors.entries());
      refuseMissingOrUnexpected(folder, slots, names);
      for (var slot : slots) {
        Optional<String> tensor = names.tensorOf(slot.name());
        if (tensor.isEmpty() || (slot.inHead() && replaceHead)) {
          drawn.add(slot.name());
          parameters.put(slot.name(), parameter(scope, slot, initializer.draw(slot)));
        } else {
          requireShape(folder, slot, entry(tensors, tensor.get()));
          parameters.put(slot.name(), parameter(scope, slot, read(tensors, tensor.get())));
        }
      }
      return new LoadedParameters(
          new ParameterSet(parameters), new LoadReport(drawn, names.foreign()));
    }
  }

  private static void refuseMissingOrUnexpected(
      Path folder, List<ParameterLayout.Slot> slots, CheckpointNames names)
      throws CheckpointException {
    List<String> missing =
        slots.stream()
            .filter(slot -> !slot.inHead() && names.tensorOf(slot.name()).isEmpty())
            .map(ParameterLayout.Slot::name)
            .toList();
    if (!missing.isEmpty()) {
      throw new CheckpointException(
          folder,
          missing.size() + " tensors of the model are missing, first " + missing.get(0),
          "The weights and config.json do not belong together, or a shard is missing: copy the whole"
              + " folder again.");
    }
    if (!names.unexpected().isEmpty()) {
      throw new CheckpointException(
          folder,
          names.unexpected().size()
              + " tensors have no place in this model, first "
              + names.unexpected().get(0),
          "The weights and config.json do not belong together: copy the whole folder again.");
    }
  }

  private static void requireShape(Path folder, ParameterLayout.Slot slot, TensorEntry entry)
      throws CheckpointException {
    long[] shape = entry.shape().stream().mapToLong(Long::longValue).toArray();
    if (!Arrays.equals(shape, slot.shape())) {
      throw new CheckpointException(
          folder,
          slot.name()
              + " has the shape "
              + Arrays.toString(shape)
              + ", and config.json asks for "
              + Arrays.toString(slot.shape()),
          "The weights and config.json do not belong together: copy the whole folder again.");
    }
  }

  private static TensorEntry entry(CheckpointTensors tensors, String name) {
    return Objects.requireNonNull(tensors.entries().get(name), name);
  }

  private static FloatBuffer read(CheckpointTensors tensors, String name) throws IOException {
    long bytes = 4 * entry(tensors, name).elementCount();
    FloatBuffer values =
        ByteBuffer.allocateDirect(Math.toIntExact(bytes))
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    tensors.readFloats(name, values);
    return values.rewind();
  }

  private static Tensor parameter(
      TensorScope scope, ParameterLayout.Slot slot, FloatBuffer values) {
    Tensor tensor = scope.zeros(slot.shape());
    tensor.set(values);
    return tensor.requireGradient(true);
  }

  /** Saves configuration and parameters into {@code folder}; the tokenizer is saved by itself. */
  public static void save(Model model, Path folder) throws IOException {
    List<TensorContent> contents = new ArrayList<>();
    model.parameters().asMap().forEach((name, tensor) -> contents.add(content(name, tensor)));
    SafetensorsWriter.write(folder.resolve(WEIGHTS), Map.of("format", "pt"), contents);
    ConfigFile.write(folder, model.config(), model.head());
  }

  /** A tensor's values as a safetensors entry. */
  public static TensorContent content(String name, Tensor tensor) {
    var shape = Arrays.stream(tensor.shape()).boxed().toList();
    return TensorContent.floats(
        name, TensorType.F32, shape, () -> tensor.toBytes().asFloatBuffer());
  }
}
