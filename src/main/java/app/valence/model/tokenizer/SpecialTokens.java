package app.valence.model.tokenizer;

import java.util.BitSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * The ids of the tokens that stand for no text.
 *
 * @param pad fills shorter inputs of a batch
 * @param unknown stands for text that the vocabulary cannot spell
 * @param start comes first: CLS, or BOS where there is no CLS
 * @param separator ends a text: SEP, or EOS where there is no SEP
 * @param mask hides a token that a masked language model is to guess
 */
public record SpecialTokens(
    OptionalInt pad,
    OptionalInt unknown,
    OptionalInt start,
    OptionalInt separator,
    OptionalInt mask) {

  /** The ids of all that there are. */
  public BitSet all() {
    var ids = new BitSet();
    Stream.of(pad, unknown, start, separator, mask).forEach(id -> id.ifPresent(ids::set));
    return ids;
  }

  /**
   * Takes the names from {@code config}; where it is silent, from what models usually call them.
   */
  static SpecialTokens find(TokenizerConfig config, Vocabulary vocabulary) {
    return new SpecialTokens(
        find(config, vocabulary, List.of("pad_token"), List.of("[PAD]", "<pad>")),
        find(config, vocabulary, List.of("unk_token"), List.of("[UNK]", "<unk>")),
        find(
            config,
            vocabulary,
            List.of("cls_token", "bos_token"),
            List.of("[CLS]", "<cls>", "<s>", "<bos>", "<|begin_of_text|>", "<|endoftext|>")),
        find(
            config,
            vocabulary,
            List.of("sep_token", "eos_token"),
            List.of("[SEP]", "<sep>", "</s>", "<eos>", "<|end_of_text|>", "<|endoftext|>")),
        find(config, vocabulary, List.of("mask_token"), List.of("[MASK]", "<mask>")));
  }

  private static OptionalInt find(
      TokenizerConfig config, Vocabulary vocabulary, List<String> keys, List<String> usualNames) {
    for (String key : keys) {
      var id = config.tokenName(key).map(vocabulary::id).orElse(OptionalInt.empty());
      if (id.isPresent()) {
        return id;
      }
    }
    if (keys.stream().anyMatch(config::saysNone)) {
      return OptionalInt.empty();
    }
    return usualNames.stream()
        .map(vocabulary::id)
        .filter(OptionalInt::isPresent)
        .findFirst()
        .orElse(OptionalInt.empty());
  }
}
