package app.valence.model.tokenizer;

/**
 * A tokenizer that was learnt, and from what.
 *
 * @param tokenizer the tokenizer, which closing this closes
 * @param texts how many texts it was learnt from
 * @param characters how many UTF-16 characters they have
 * @param words how many different words it was learnt from
 * @param forgottenWords how many rare words were forgotten because they were too many to remember
 */
public record LearnedTokenizer(
    Tokenizer tokenizer, long texts, long characters, long words, long forgottenWords)
    implements AutoCloseable {
  @Override
  public void close() {
    tokenizer.close();
  }
}
