package app.valence.model;

import app.valence.model.checkpoint.CheckpointTensors;
import app.valence.model.checkpoint.SafetensorsWriter;
import app.valence.model.checkpoint.TensorContent;
import app.valence.model.checkpoint.TensorEntry;
import app.valence.model.checkpoint.TensorType;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes a small file of a model that others start from: without the output layer of the task that
 * it was last trained for, with a language model's head to adapt it by, in half precision.
 */
public final class StartingModel {
  private StartingModel() {}

  /**
   * Writes configuration and weights into {@code target}; the tokenizer is saved by itself.
   *
   * @param body the folder of a model whose body is taken, and the dense layer of whose
   *     classification head, if it has one
   * @param languageModel the folder of a model of the same shape whose language model's head is
   *     taken; most decoders' is their word embedding table
   */
  public static void write(Path body, Path languageModel, Path target) throws IOException {
    ModelConfig config = ConfigFile.read(body);
    ModelHead head =
        config.architecture().isDecoder()
            ? ModelHead.CAUSAL_LANGUAGE_MODEL
            : ModelHead.MASKED_LANGUAGE_MODEL;
    Map<String, TensorContent> tensors = new LinkedHashMap<>();
    String output = config.architecture().classifierOutput() + ".";
    for (var slot : ParameterLayout.of(config, ModelHead.SEQUENCE_CLASSIFICATION)) {
      if (!slot.name().startsWith(output)) {
        add(tensors, body, config, slot);
      }
    }
    for (var slot : ParameterLayout.of(config, head)) {
      if (slot.inHead()) {
        add(tensors, languageModel, config, slot);
      }
    }
    SafetensorsWriter.write(
        target.resolve(ModelFiles.WEIGHTS), Map.of("format", "pt"), List.copyOf(tensors.values()));
    ConfigFile.write(target, config.withLabels(ModelConfig.UNNAMED_LABELS), head);
  }

  private static void add(
      Map<String, TensorContent> tensors,
      Path folder,
      ModelConfig config,
      ParameterLayout.Slot slot)
      throws IOException {
    try (CheckpointTensors stored = CheckpointTensors.open(folder)) {
      var names = new CheckpointNames(config.architecture(), List.of(slot), stored.entries());
      TensorEntry entry = names.tensorOf(slot).orElse(null);
      if (entry == null) {
        return;
      }
      var values = FloatBuffer.allocate(Math.toIntExact(entry.elementCount()));
      stored.readFloats(entry.name(), values);
      tensors.put(
          slot.name(),
          TensorContent.floats(
              slot.name(), TensorType.F16, slot.dimensions(), () -> values.rewind()));
    }
  }
}
