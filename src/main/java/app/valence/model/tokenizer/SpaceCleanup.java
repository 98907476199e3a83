package app.valence.model.tokenizer;

/** Takes out spaces that word-level tokens left before punctuation and contractions. */
final class SpaceCleanup {
  private SpaceCleanup() {}

  /** As {@code clean_up_tokenization} of Hugging Face's transformers, step by step. */
  static String withoutTokenSpaces(String text) {
    return text.replace(" .", ".")
        .replace(" ?", "?")
        .replace(" !", "!")
        .replace(" ,", ",")
        .replace(" ' ", "'")
        .replace(" n't", "n't")
        .replace(" 'm", "'m")
        .replace(" 's", "'s")
        .replace(" 've", "'ve")
        .replace(" 're", "'re");
  }
}
