package app.valence.model;

import app.valence.data.LabelSet;
import app.valence.model.checkpoint.SafetensorsFile;
import app.valence.model.checkpoint.SafetensorsWriter;
import app.valence.model.checkpoint.TensorContent;
import app.valence.model.checkpoint.TensorType;
import app.valence.tensor.Activation;
import app.valence.tensor.GradientMode;
import app.valence.tensor.Precision;
import app.valence.tensor.TensorScope;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Models small enough to draw, save and load in milliseconds, and edits of their files. */
final class TinyModels {
  static final LabelSet LABELS = LabelSet.of(List.of("negative", "neutral", "positive"));
  static final int VOCABULARY = 30;
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A tensor as a file has it. */
  record Stored(List<Long> shape, List<Float> values) {}

  private TinyModels() {}

  static ModelConfig config(String modelType) {
    return config(modelType, modelType.equals("electra") ? 8 : 16);
  }

  static ModelConfig config(String modelType, int embedding) {
    Architecture architecture = Architecture.ofModelType(modelType).orElseThrow();
    if (architecture.isDecoder()) {
      return decoder(architecture, modelType);
    }
    boolean roberta = architecture == Architecture.ROBERTA;
    int tokenTypes = architecture == Architecture.DISTILBERT ? 0 : roberta ? 1 : 2;
    return new ModelConfig(
        architecture,
        modelType,
        new ModelConfig.Size(VOCABULARY, embedding, 16, 2, 2, 32, 12, tokenTypes),
        Activation.GELU,
        1e-12,
        new ModelConfig.Dropout(0.1, 0.2, 0.3),
        0.02,
        roberta ? 1 : 0,
        LABELS);
  }

  private static ModelConfig decoder(Architecture architecture, String modelType) {
    boolean isGpt2 = architecture == Architecture.GPT2;
    var settings =
        new DecoderSettings(
            isGpt2 ? 2 : 1,
            8,
            isGpt2
                ? Optional.empty()
                : Optional.of(new RotarySettings(10_000, new RotarySettings.Unscaled())),
            architecture == Architecture.MISTRAL
                ? Optional.of(new DecoderSettings.Window(3, 0))
                : Optional.empty(),
            new DecoderSettings.Biases(
                isGpt2 || architecture == Architecture.QWEN2, isGpt2, isGpt2),
            new DecoderSettings.Scoring(true, false),
            isGpt2,
            true);
    return new ModelConfig(
        architecture,
        modelType,
        new ModelConfig.Size(VOCABULARY, 16, 16, 2, 2, isGpt2 ? 64 : 32, 12, 0),
        isGpt2 ? Activation.GELU_TANH : Activation.SILU,
        1e-5,
        isGpt2 ? new ModelConfig.Dropout(0.1, 0.2, 0, 0.1) : new ModelConfig.Dropout(0, 0.2, 0, 0),
        0.02,
        0,
        LABELS,
        Optional.of(settings),
        ConfigExtras.NONE);
  }

  /** Draws a classifier and saves it. */
  static Path save(ModelConfig config, Path folder, TensorScope scope) throws IOException {
    ModelFiles.save(ModelFiles.newClassifier(config, scope, 7), folder);
    return folder;
  }

  /** A copy of the model that transformers made for the reference values. */
  static Path reference(String name, Path folder) throws IOException {
    for (String file : List.of(ConfigFile.NAME, ModelFiles.WEIGHTS)) {
      Files.copy(reference(name).resolve(file), folder.resolve(file));
    }
    return folder;
  }

  static Path reference(String name) {
    try {
      return Path.of(
          Objects.requireNonNull(TinyModels.class.getResource("/goldens/" + name)).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  static float[] logits(Model model, TensorScope scope) {
    List<int[]> texts = List.of(new int[] {2, 9, 12, 5, 3}, new int[] {2, 28, 3});
    var batch = TokenBatch.ofIds(texts, model.config().paddingId(), 0);
    try (var off = GradientMode.off();
        TensorScope pass = scope.open()) {
      return model.logits(Forward.evaluating(pass, Precision.FP32), batch).toFloats();
    }
  }

  static float[] values(Model model, String parameter) {
    return model.parameters().get(parameter).toFloats();
  }

  static ObjectNode json(Path folder) throws IOException {
    return (ObjectNode) JSON.readTree(folder.resolve(ConfigFile.NAME).toFile());
  }

  static void editConfig(Path folder, Consumer<ObjectNode> edit) throws IOException {
    ObjectNode json = json(folder);
    edit.accept(json);
    Files.writeString(folder.resolve(ConfigFile.NAME), json.toString());
  }

  static void editWeights(Path folder, Consumer<Map<String, Stored>> edit) throws IOException {
    Map<String, Stored> tensors = tensors(folder);
    edit.accept(tensors);
    write(folder.resolve(ModelFiles.WEIGHTS), TensorType.F32, tensors);
  }

  static Map<String, Stored> tensors(Path folder) throws IOException {
    var tensors = new LinkedHashMap<String, Stored>();
    try (var file = SafetensorsFile.open(folder.resolve(ModelFiles.WEIGHTS))) {
      for (var entry : file.entries().values()) {
        var values = new float[Math.toIntExact(entry.elementCount())];
        file.readFloats(entry.name(), FloatBuffer.wrap(values));
        tensors.put(entry.name(), new Stored(entry.shape(), list(values)));
      }
    }
    return tensors;
  }

  private static List<Float> list(float[] values) {
    return IntStream.range(0, values.length).mapToObj(i -> values[i]).toList();
  }

  static void write(Path file, TensorType type, Map<String, Stored> tensors) throws IOException {
    List<TensorContent> contents =
        tensors.entrySet().stream().map(e -> content(e.getKey(), type, e.getValue())).toList();
    SafetensorsWriter.write(file, Map.of("format", "pt"), contents);
  }

  private static TensorContent content(String name, TensorType type, Stored tensor) {
    return TensorContent.floats(name, type, tensor.shape(), () -> FloatBuffer.wrap(floats(tensor)));
  }

  /** Writes F64, which models that came from NumPy may have. */
  static void writeDoubles(Path file, Map<String, Stored> tensors) throws IOException {
    List<TensorContent> contents = new ArrayList<>();
    tensors.forEach(
        (name, tensor) ->
            contents.add(
                new TensorContent(name, TensorType.F64, tensor.shape(), () -> doubles(tensor))));
    SafetensorsWriter.write(file, Map.of(), contents);
  }

  private static ByteBuffer doubles(Stored tensor) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Double.BYTES * tensor.values().size()).order(ByteOrder.LITTLE_ENDIAN);
    tensor.values().forEach(value -> bytes.putDouble(value));
    return bytes.flip();
  }

  static float[] floats(Stored tensor) {
    var values = new float[tensor.values().size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = tensor.values().get(i);
    }
    return values;
  }

  /** A tensor of this shape that is all {@code value}. */
  static Stored constant(float value, Long... shape) {
    long elements = Stream.of(shape).reduce(1L, Math::multiplyExact);
    return new Stored(List.of(shape), Collections.nCopies(Math.toIntExact(elements), value));
  }
}
