package app.valence.model;

import app.valence.model.checkpoint.CheckpointTensors;
import app.valence.model.checkpoint.TensorEntry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * What can be told of a model in a moment: by its configuration and the names of its parameters.
 *
 * @param parameters numbers in its weights, heads included
 */
public record ModelOutline(ModelConfig config, Task task, long parameters) {
  private static final List<String> LANGUAGE_MODELS = List.of("ForCausalLM", "LMHeadModel");
  private static final List<String> CLASSIFIERS = List.of("ForSequenceClassification");

  /** What a model does with a text. */
  public enum Task {
    /** It gives it a class. */
    CLASSIFICATION,
    /** It continues it. */
    GENERATION,
    /** Nothing yet: it has no head for either. */
    NONE
  }

  /**
   * Looks at the model in {@code folder}.
   *
   * @throws IOException if there is none that is known; the message says what is missing
   */
  public static ModelOutline read(Path folder) throws IOException {
    ModelConfig config = ConfigFile.read(folder);
    try (CheckpointTensors tensors = CheckpointTensors.open(folder)) {
      Set<String> names = tensors.entries().keySet();
      Task task = task(config, ConfigFile.classNames(folder), names);
      return new ModelOutline(config, task, parameters(tensors));
    }
  }

  /** The file's own word counts before the parameters': a head may lie there unused. */
  private static Task task(ModelConfig config, List<String> classNames, Set<String> tensors) {
    boolean scores = tensors.contains(config.architecture().classifierOutput() + ".weight");
    if (endWith(classNames, CLASSIFIERS)) {
      return scores ? Task.CLASSIFICATION : Task.NONE;
    }
    boolean hasOtherHead = classNames.stream().anyMatch(name -> name.contains("For"));
    boolean mayContinue = endWith(classNames, LANGUAGE_MODELS) || !hasOtherHead;
    if (config.architecture().isDecoder() && mayContinue && hasWordScores(config, tensors)) {
      return Task.GENERATION;
    }
    return scores ? Task.CLASSIFICATION : Task.NONE;
  }

  private static boolean hasWordScores(ModelConfig config, Set<String> tensors) {
    return config.decoderSettings().tiedHead()
        || tensors.contains(CausalLanguageModel.HEAD + ".weight");
  }

  private static boolean endWith(List<String> classNames, List<String> endings) {
    return classNames.stream().anyMatch(name -> endings.stream().anyMatch(name::endsWith));
  }

  static long parameters(CheckpointTensors tensors) {
    long parameters = 0;
    for (TensorEntry entry : tensors.entries().values()) {
      parameters += entry.type().isWhole() ? 0 : entry.elementCount();
    }
    return parameters;
  }
}
