package app.valence.model;

import app.valence.data.LabelSet;
import app.valence.model.checkpoint.CheckpointException;
import app.valence.model.checkpoint.SafetensorsWriter;
import app.valence.model.checkpoint.TensorContent;
import app.valence.model.checkpoint.TensorType;
import app.valence.tensor.Precision;
import app.valence.tensor.Tensor;
import app.valence.tensor.TensorScope;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Loads models from folders in Hugging Face layout, saves them there, and draws new ones. */
public final class ModelFiles {
  /** The file that holds the parameters. */
  public static final String WEIGHTS = "model.safetensors";

  private static final List<String> TOKENIZERS =
      List.of("tokenizer.json", "vocab.txt", "vocab.json");

  private ModelFiles() {}

  /** What to do with a checkpoint's head. */
  public enum HeadPolicy {
    /** Refuse one for other classes, so that trained classes are never lost unawares. */
    KEEP,
    /**
     * Draw its output layer anew, whatever its classes are. The dense layer below it stays, as with
     * {@code ignore_mismatched_sizes} of Hugging Face.
     */
    REPLACE
  }

  /**
   * A model and what loading it did.
   *
   * @param <M> the type of model
   */
  public record Loaded<M extends Model>(M model, LoadReport report) {}

  /** When the weights in {@code folder} were written, by which changed ones are noticed. */
  public static FileTime lastWritten(Path folder) throws IOException {
    boolean adapted = AdapterFiles.holdsAdapter(folder);
    Path weights = folder.resolve(adapted ? AdapterFiles.WEIGHTS : WEIGHTS);
    return Files.exists(weights) ? Files.getLastModifiedTime(weights) : FileTime.fromMillis(0);
  }

  /** Reads the configuration of the checkpoint in {@code folder}, which may be an adapter. */
  public static ModelConfig config(Path folder) throws IOException {
    boolean isBare =
        AdapterFiles.holdsAdapter(folder) && !Files.isRegularFile(folder.resolve(ConfigFile.NAME));
    return isBare
        ? AdapterOrigin.config(folder, AdapterOrigin.find(folder))
        : ConfigFile.read(folder);
  }

  /** The folder with the tokenizer of the model in {@code folder}: an adapter may lack its own. */
  public static Path tokenizerFolder(Path folder) throws IOException {
    boolean hasOwn =
        !AdapterFiles.holdsAdapter(folder)
            || TOKENIZERS.stream().anyMatch(file -> Files.exists(folder.resolve(file)));
    return hasOwn ? folder : AdapterOrigin.find(folder);
  }

  /**
   * Whether {@code folder} holds a classifier with a head, by its configuration and the names of
   * its parameters; whether their values can be used is seen when it is loaded.
   */
  public static boolean holdsClassifier(Path folder) {
    try {
      return StoredParameters.has(
          folder, config(folder).architecture().classifierOutput() + ".weight");
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Loads a trained classifier whose head must be complete; an adapter is merged into its base.
   * Parameters belong to {@code scope}.
   */
  public static SequenceClassifier classifier(Path folder, TensorScope scope) throws IOException {
    ModelConfig config = config(folder);
    var loader = new ParameterLoader(folder, config, ModelHead.SEQUENCE_CLASSIFICATION);
    var loaded = loader.load(scope, 0, slot -> false);
    if (!loaded.drawn().isEmpty()) {
      throw new CheckpointException(
          folder,
          "it has no trained classification head (" + loaded.drawn().get(0) + " is missing)",
          "Fine-tune it first, or choose a model that was trained as a classifier.");
    }
    String otherTask = HeadChoice.task(config);
    if (!otherTask.isEmpty()) {
      throw new CheckpointException(
          folder,
          "its head does not choose one class: " + otherTask,
          "Choose a model that does, or fine-tune this one with a new head.");
    }
    return new SequenceClassifier(config, loaded.parameters());
  }

  /**
   * The order of labels in which data for the model in {@code folder} must be labelled: that of the
   * model where both have the same names, so that its head goes on to mean what it meant, else that
   * of the data.
   */
  public static LabelSet labelOrder(Path folder, LabelSet data) throws IOException {
    LabelSet stored = config(folder).labels();
    return HeadChoice.sameNames(stored, data) ? stored : data;
  }

  /**
   * Loads a body for fine-tuning as a classifier of {@code labels}, with the checkpoint's head if
   * {@code policy} is to keep it and its classes are the same or have no names of their own, else
   * with a drawn output layer.
   *
   * @param labels in the order of {@link #labelOrder}
   * @param seed what the drawn head follows from
   * @throws CheckpointException if the checkpoint was trained for other classes and {@code policy}
   *     is to keep them, or if anything about it does not fit
   */
  public static Loaded<SequenceClassifier> classifierToTrain(
      Path folder, LabelSet labels, HeadPolicy policy, TensorScope scope, long seed)
      throws IOException {
    return classifierToTrain(folder, labels, new Start(policy, seed, Precision.FP32), scope);
  }

  /**
   * How a model is loaded that is to be trained.
   *
   * @param seed what a drawn head follows from
   * @param matrices the number format of the body's matrices; in BF16 only an adapter can be
   *     trained beside them
   */
  public record Start(HeadPolicy policy, long seed, Precision matrices) {}

  /** The same, with the body's matrices in a number format of choice. */
  public static Loaded<SequenceClassifier> classifierToTrain(
      Path folder, LabelSet labels, Start start, TensorScope scope) throws IOException {
    ModelConfig stored = config(folder);
    ModelConfig config = stored.withLabels(labels);
    String output = config.architecture().classifierOutput() + ".";
    HeadChoice choice =
        StoredParameters.has(folder, output + "weight")
            ? HeadChoice.of(folder, stored, labels, start.policy())
            : HeadChoice.REPLACE;
    var loader =
        new ParameterLoader(folder, config, ModelHead.SEQUENCE_CLASSIFICATION)
            .keepingMatricesIn(start.matrices());
    var loaded =
        loader.load(
            scope, start.seed(), s -> choice == HeadChoice.REPLACE && s.name().startsWith(output));
    List<String> renamed = choice == HeadChoice.RENAME ? labels.names() : List.of();
    return new Loaded<>(
        new SequenceClassifier(config, loaded.parameters()),
        new LoadReport(loaded.drawn(), loaded.unused(), renamed));
  }

  /** Loads a masked language model; a missing head is drawn. Parameters belong to {@code scope}. */
  public static Loaded<MaskedLanguageModel> maskedLanguageModel(
      Path folder, TensorScope scope, long seed) throws IOException {
    return maskedLanguageModel(folder, scope, seed, Precision.FP32);
  }

  /** The same, with matrices in a number format of choice: in BF16, to train an adapter beside. */
  public static Loaded<MaskedLanguageModel> maskedLanguageModel(
      Path folder, TensorScope scope, long seed, Precision matrices) throws IOException {
    ModelConfig config = config(folder);
    if (config.architecture().isDecoder()) {
      throw new CheckpointException(
          folder,
          "only encoders see what follows a masked token, and this is " + config.modelType(),
          "Choose a model of type bert, roberta, distilbert or electra.");
    }
    if (config.extras().denies("tie_word_embeddings")) {
      throw new CheckpointException(
          folder,
          "its output layer is not its word embedding table (\"tie_word_embeddings\": false)",
          "Choose another model.");
    }
    var loader =
        new ParameterLoader(folder, config, ModelHead.MASKED_LANGUAGE_MODEL)
            .keepingMatricesIn(matrices);
    var loaded = loader.load(scope, seed, slot -> false);
    return new Loaded<>(
        new MaskedLanguageModel(config, loaded.parameters()),
        new LoadReport(loaded.drawn(), loaded.unused(), List.of()));
  }

  /**
   * Loads a decoder as a language model; an output layer of its own that is missing is drawn.
   * Parameters belong to {@code scope}.
   */
  public static Loaded<CausalLanguageModel> causalLanguageModel(
      Path folder, TensorScope scope, long seed) throws IOException {
    return causalLanguageModel(folder, scope, seed, Precision.FP32);
  }

  /** The same, with matrices in a number format of choice: in BF16, to train an adapter beside. */
  public static Loaded<CausalLanguageModel> causalLanguageModel(
      Path folder, TensorScope scope, long seed, Precision matrices) throws IOException {
    ModelConfig config = config(folder);
    if (!config.architecture().isDecoder()) {
      throw new CheckpointException(
          folder,
          "only decoders continue a text, and this is " + config.modelType(),
          "Choose a model of type gpt2, llama, mistral or qwen2.");
    }
    var loader =
        new ParameterLoader(folder, config, ModelHead.CAUSAL_LANGUAGE_MODEL)
            .keepingMatricesIn(matrices);
    var loaded = loader.load(scope, seed, slot -> false);
    return new Loaded<>(
        new CausalLanguageModel(config, loaded.parameters()),
        new LoadReport(loaded.drawn(), loaded.unused(), List.of()));
  }

  /**
   * Loads the language model that a checkpoint's architecture allows: an encoder's guesses hidden
   * tokens, a decoder's the one that follows. Parameters belong to {@code scope}.
   */
  public static Loaded<? extends Model> languageModel(Path folder, TensorScope scope, long seed)
      throws IOException {
    return languageModel(folder, scope, seed, Precision.FP32);
  }

  /** The same, with matrices in a number format of choice: in BF16, to train an adapter beside. */
  public static Loaded<? extends Model> languageModel(
      Path folder, TensorScope scope, long seed, Precision matrices) throws IOException {
    return config(folder).architecture().isDecoder()
        ? causalLanguageModel(folder, scope, seed, matrices)
        : maskedLanguageModel(folder, scope, seed, matrices);
  }

  /** Draws a masked language model from nothing. Parameters belong to {@code scope}. */
  public static MaskedLanguageModel newMaskedLanguageModel(
      ModelConfig config, TensorScope scope, long seed) {
    return new MaskedLanguageModel(
        config, drawn(config, ModelHead.MASKED_LANGUAGE_MODEL, scope, seed));
  }

  /** Draws a classifier from nothing. Parameters belong to {@code scope}. */
  public static SequenceClassifier newClassifier(ModelConfig config, TensorScope scope, long seed) {
    return new SequenceClassifier(
        config, drawn(config, ModelHead.SEQUENCE_CLASSIFICATION, scope, seed));
  }

  /** Draws a decoder from nothing, as a language model. Parameters belong to {@code scope}. */
  public static CausalLanguageModel newCausalLanguageModel(
      ModelConfig config, TensorScope scope, long seed) {
    return new CausalLanguageModel(
        config, drawn(config, ModelHead.CAUSAL_LANGUAGE_MODEL, scope, seed));
  }

  /** Draws the language model that the architecture allows, in the same manner. */
  public static Model newLanguageModel(ModelConfig config, TensorScope scope, long seed) {
    return config.architecture().isDecoder()
        ? newCausalLanguageModel(config, scope, seed)
        : newMaskedLanguageModel(config, scope, seed);
  }

  private static ParameterSet drawn(
      ModelConfig config, ModelHead head, TensorScope scope, long seed) {
    var initializer = new ParameterInitializer(config, seed);
    Map<String, Tensor> parameters = new LinkedHashMap<>();
    for (var slot : ParameterLayout.of(config, head)) {
      Tensor tensor = scope.zeros(slot.shape());
      tensor.set(initializer.draw(slot));
      parameters.put(slot.name(), tensor.requireGradient(true));
    }
    return new ParameterSet(parameters);
  }

  /**
   * Saves configuration and parameters into {@code folder}, or the adapter where there is one; the
   * tokenizer is saved by itself.
   */
  public static void save(Model model, Path folder) throws IOException {
    if (model.adapter().isPresent()) {
      AdapterFiles.save(model, folder);
      return;
    }
    List<TensorContent> contents = new ArrayList<>();
    model.parameters().asMap().forEach((name, tensor) -> contents.add(content(name, tensor)));
    SafetensorsWriter.write(folder.resolve(WEIGHTS), Map.of("format", "pt"), contents);
    ConfigFile.write(folder, model.config(), model.head());
  }

  /**
   * Draws the head and the highest layers anew: on small data the top of a pretrained model is
   * often a bad place to start (Zhang et al., 2021).
   *
   * @param layers how many layers; with 0, the head stays too
   * @throws IllegalArgumentException if the model has fewer layers
   */
  public static void redrawTop(Model model, int layers, long seed) {
    int all = model.config().size().layers();
    if (layers < 0 || layers > all) {
      throw new IllegalArgumentException(
          "%d layers cannot be drawn anew: the model has %d. Choose 0 to %d."
              .formatted(layers, all, all));
    }
    var initializer = new ParameterInitializer(model.config(), seed);
    for (var slot : ParameterLayout.of(model.config(), model.head())) {
      if (layers > 0 && (slot.inHead() || slot.layer() >= all - layers)) {
        model.parameters().get(slot.name()).set(initializer.draw(slot));
      }
    }
  }

  /** Draws all parameters anew. */
  public static void redraw(Model model, long seed) {
    var initializer = new ParameterInitializer(model.config(), seed);
    for (var slot : ParameterLayout.of(model.config(), model.head())) {
      model.parameters().get(slot.name()).set(initializer.draw(slot));
    }
  }

  /**
   * Gives {@code model} the parameters that were saved from it into {@code folder}.
   *
   * @throws CheckpointException if they are not all there, of the same shapes and finite
   */
  public static void restore(Model model, Path folder) throws IOException {
    if (model.adapter().isPresent()) {
      AdapterFiles.restore(model, folder);
      return;
    }
    new ParameterLoader(folder, model.config(), model.head()).restore(model.parameters());
  }

  /** A tensor's values as a safetensors entry. */
  public static TensorContent content(String name, Tensor tensor) {
    var shape = Arrays.stream(tensor.shape()).boxed().toList();
    return TensorContent.floats(
        name,
        TensorType.F32,
        shape,
        (TensorContent.FloatSink sink) -> {
          for (long at = 0; at < tensor.elements(); ) {
            FloatBuffer piece = tensor.read(at);
            at += piece.remaining();
            sink.put(piece);
          }
        });
  }
}
