package app.valence.model;

/** What a model puts on top of its body. */
public enum ModelHead {
  /** A class for the whole text. */
  SEQUENCE_CLASSIFICATION("ForSequenceClassification"),
  /** A token for each masked position. */
  MASKED_LANGUAGE_MODEL("ForMaskedLM"),
  /** A token after each position. */
  CAUSAL_LANGUAGE_MODEL("ForCausalLM");

  private final String classSuffix;

  ModelHead(String classSuffix) {
    this.classSuffix = classSuffix;
  }

  String classSuffix() {
    return classSuffix;
  }
}
