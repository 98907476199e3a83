package app.valence.model;

import app.valence.model.checkpoint.TensorEntry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Finds a model's parameters among a checkpoint's tensors. The names are one to one, but for the
 * two ways in which real checkpoints differ: a body saved on its own has no prefix, and BERT's
 * first checkpoints call a norm's weight gamma and its bias beta.
 */
final class CheckpointNames {
  /** Heads of pre-training and of other tasks, and buffers that are no parameters. */
  private static final Pattern FOREIGN =
      Pattern.compile(
          "(cls|lm_head|vocab_(transform|layer_norm|projector)|qa_outputs|classifier|pre_classifier"
              + "|discriminator_predictions|generator_predictions|generator_lm_head"
              + "|(\\w+\\.)?pooler|sequence_summary)\\..*"
              + "|.*\\bposition_ids|.*\\bembeddings\\.token_type_ids");

  private final String prefix;
  private final Map<String, String> tensorByParameter = new LinkedHashMap<>();
  private final List<String> foreign = new ArrayList<>();
  private final List<String> unexpected = new ArrayList<>();

  CheckpointNames(
      Architecture architecture,
      List<ParameterLayout.Slot> slots,
      Map<String, TensorEntry> tensors) {
    this.prefix = architecture.prefix() + ".";
    for (ParameterLayout.Slot slot : slots) {
      find(slot.name(), tensors).ifPresent(found -> tensorByParameter.put(slot.name(), found));
    }
    for (String name : tensors.keySet()) {
      if (!tensorByParameter.containsValue(name)) {
        (FOREIGN.matcher(name).matches() ? foreign : unexpected).add(name);
      }
    }
  }

  /** The tensor that holds a parameter, if the checkpoint has it. */
  Optional<String> tensorOf(String parameter) {
    return Optional.ofNullable(tensorByParameter.get(parameter));
  }

  /** Tensors of other heads. */
  List<String> foreign() {
    return foreign;
  }

  /** Tensors that the configuration has no place for. */
  List<String> unexpected() {
    return unexpected;
  }

  private Optional<String> find(String parameter, Map<String, TensorEntry> tensors) {
    String bare = parameter.startsWith(prefix) ? parameter.substring(prefix.length()) : parameter;
    for (String name : List.of(parameter, bare)) {
      String old =
          name.replace("LayerNorm.weight", "LayerNorm.gamma")
              .replace("LayerNorm.bias", "LayerNorm.beta");
      for (String candidate : List.of(name, old)) {
        if (tensors.containsKey(candidate)) {
          return Optional.of(candidate);
        }
      }
    }
    return Optional.empty();
  }
}
