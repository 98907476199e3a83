package app.valence.model;

import app.valence.model.checkpoint.SafetensorsWriter;
import app.valence.model.checkpoint.TensorContent;
import app.valence.model.checkpoint.TensorType;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

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
   *     classification head, if it has one; an adapter is merged into its base
   * @param languageModel the folder of a model of the same shape whose language model's head is
   *     taken; most decoders' is their word embedding table
   */
  public static void write(Path body, Path languageModel, Path target) throws IOException {
    ModelConfig config = ModelFiles.config(body);
    ModelHead head =
        config.architecture().isDecoder()
            ? ModelHead.CAUSAL_LANGUAGE_MODEL
            : ModelHead.MASKED_LANGUAGE_MODEL;
    String output = config.architecture().classifierOutput() + ".";
    Map<String, TensorContent> tensors = new LinkedHashMap<>();
    add(
        tensors,
        body,
        config,
        ModelHead.SEQUENCE_CLASSIFICATION,
        slot -> !slot.name().startsWith(output));
    add(tensors, languageModel, config, head, ParameterLayout.Slot::inHead);
    SafetensorsWriter.write(
        target.resolve(ModelFiles.WEIGHTS), Map.of("format", "pt"), List.copyOf(tensors.values()));
    ConfigFile.write(target, config.withLabels(ModelConfig.UNNAMED_LABELS), head);
  }

  private static void add(
      Map<String, TensorContent> tensors,
      Path folder,
      ModelConfig config,
      ModelHead head,
      Predicate<ParameterLayout.Slot> wanted)
      throws IOException {
    List<ParameterLayout.Slot> slots = ParameterLayout.of(config, head);
    try (StoredParameters stored = StoredParameters.open(folder, config, slots)) {
      for (var slot : slots) {
        if (wanted.test(slot) && stored.entry(slot).isPresent()) {
          FloatBuffer values = stored.read(slot);
          tensors.put(
              slot.name(),
              TensorContent.floats(slot.name(), TensorType.F16, slot.dimensions(), () -> values));
        }
      }
    }
  }
}
