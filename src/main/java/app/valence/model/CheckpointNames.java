package app.valence.model;

import app.valence.model.checkpoint.TensorEntry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds a model's parameters among a checkpoint's tensors. The names are one to one, but for the
 * ways in which real checkpoints differ: a body saved on its own has no prefix, BERT's first
 * checkpoints call a norm's weight gamma and its bias beta, and a tensor with two names may be
 * stored under either.
 */
final class CheckpointNames {
  /** Buffers that count positions or hold constants. */
  private static final Pattern BUFFER =
      Pattern.compile(
          "(.+\\.)?(embeddings\\.(position_ids|token_type_ids)|h\\.\\d+\\.attn\\.(masked_)?bias"
              + "|rotary_emb\\.inv_freq)");

  /** Parts of a body, and of no head, that was saved without its prefix. */
  private static final Pattern BARE_BODY =
      Pattern.compile(
          "(embeddings|embeddings_project|encoder|transformer"
              + "|wte|wpe|h|ln_f|embed_tokens|layers|norm)\\..*");

  private final String prefix;
  private final Optional<Architecture.MaskedNames> masked;
  private final Map<String, TensorEntry> tensorByParameter = new LinkedHashMap<>();
  private final List<String> ofOtherHeads = new ArrayList<>();
  private final List<String> unexpected = new ArrayList<>();

  CheckpointNames(
      Architecture architecture,
      List<ParameterLayout.Slot> slots,
      Map<String, TensorEntry> tensors) {
    this.prefix = architecture.prefix() + ".";
    this.masked = architecture.isDecoder() ? Optional.empty() : Optional.of(architecture.masked());
    Set<String> found = new HashSet<>();
    for (ParameterLayout.Slot slot : slots) {
      candidates(slot.name())
          .filter(tensors::containsKey)
          .findFirst()
          .ifPresent(
              name -> {
                tensorByParameter.put(slot.name(), tensors.get(name));
                found.add(name);
              });
    }
    for (String name : tensors.keySet()) {
      boolean isTiedHead = name.equals(CausalLanguageModel.HEAD + ".weight") && isHeadless(slots);
      if (!found.contains(name) && !isTiedHead && !isCopyOrBuffer(name)) {
        (isOfBody(name) ? unexpected : ofOtherHeads).add(name);
      }
    }
  }

  /**
   * Whether the output layer is the word embedding table, of which a checkpoint may have a copy.
   */
  private static boolean isHeadless(List<ParameterLayout.Slot> slots) {
    return slots.stream().noneMatch(ParameterLayout.Slot::inHead);
  }

  /** The tensor that holds a parameter, if the checkpoint has it. */
  Optional<TensorEntry> tensorOf(ParameterLayout.Slot slot) {
    return Optional.ofNullable(tensorByParameter.get(slot.name()));
  }

  /** Tensors of heads for other purposes. */
  List<String> ofOtherHeads() {
    return ofOtherHeads;
  }

  /** Tensors of a body that has more to it than the configuration says. */
  List<String> unexpected() {
    return unexpected;
  }

  private Stream<String> candidates(String parameter) {
    String bare = parameter.startsWith(prefix) ? parameter.substring(prefix.length()) : parameter;
    return Stream.of(parameter, bare)
        .flatMap(name -> Stream.of(name, oldName(name), tiedName(name)));
  }

  private static String oldName(String name) {
    return name.replace("LayerNorm.weight", "LayerNorm.gamma")
        .replace("LayerNorm.bias", "LayerNorm.beta");
  }

  private String tiedName(String name) {
    return masked
        .filter(names -> name.equals(names.bias()))
        .map(names -> names.decoder() + "bias")
        .orElse(name);
  }

  /** A head's copy of the word embeddings is no parameter of its own, nor is what only counts. */
  private boolean isCopyOrBuffer(String name) {
    return BUFFER.matcher(name).matches() || masked.filter(m -> isCopy(name, m)).isPresent();
  }

  private static boolean isCopy(String name, Architecture.MaskedNames masked) {
    return name.equals(masked.decoder() + "weight")
        || (name.equals(masked.decoder() + "bias") && !name.equals(masked.bias()));
  }

  private boolean isOfBody(String name) {
    return name.startsWith(prefix)
        ? !name.startsWith(prefix + "pooler.")
        : BARE_BODY.matcher(name).matches();
  }
}
