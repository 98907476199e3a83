package app.valence.model.tokenizer;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A text as token ids, with its special tokens and without padding.
 *
 * <p>Arrays are handed out uncopied and must not be changed. Encodings have no equality of their
 * own: compare ids. Ids and type ids are always at hand. Tokens are looked up as they are read.
 * Offsets of encodings made by {@link Tokenizer#encodeAll} are worked out when first asked for,
 * since training never asks: the tokenizer must then still be open.
 */
public final class Encoding {
  private final int[] ids;
  private final int[] typeIds;
  private final boolean truncated;
  private final Vocabulary vocabulary;
  private final Supplier<TokenOffsets> offsetSource;
  private volatile @Nullable TokenOffsets offsets;

  Encoding(
      int[] ids,
      int[] typeIds,
      boolean truncated,
      Vocabulary vocabulary,
      Supplier<TokenOffsets> offsetSource) {
    this.ids = ids;
    this.typeIds = typeIds;
    this.truncated = truncated;
    this.vocabulary = vocabulary;
    this.offsetSource = offsetSource;
  }

  /** The token ids. */
  public int[] ids() {
    return ids;
  }

  /** For each token the type id (segment) that models such as BERT embed beside it. */
  public int[] typeIds() {
    return typeIds;
  }

  /** The vocabulary's names of the tokens: a view, unchangeable. */
  public List<String> tokens() {
    return new TokenView(ids, vocabulary);
  }

  /**
   * For each token the UTF-16 offset where it starts in the text it comes from. Special tokens have
   * 0 as start and end.
   */
  public int[] starts() {
    return offsets().starts;
  }

  /** For each token the UTF-16 offset after its last character in the text it comes from. */
  public int[] ends() {
    return offsets().ends;
  }

  /** Whether tokens were cut off to keep to the maximum length. */
  public boolean truncated() {
    return truncated;
  }

  /** The tokens, for logs and failed tests. */
  @Override
  public String toString() {
    return tokens() + (truncated ? " (truncated)" : "");
  }

  TokenOffsets offsets() {
    TokenOffsets known = offsets;
    if (known == null) {
      known = offsetSource.get();
      offsets = known;
    }
    return known;
  }

  private static final class TokenView extends AbstractList<String> implements RandomAccess {
    private final int[] ids;
    private final Vocabulary vocabulary;

    TokenView(int[] ids, Vocabulary vocabulary) {
      this.ids = ids;
      this.vocabulary = vocabulary;
    }

    @Override
    public String get(int index) {
      return vocabulary.token(ids[index]);
    }

    @Override
    public int size() {
      return ids.length;
    }
  }
}
