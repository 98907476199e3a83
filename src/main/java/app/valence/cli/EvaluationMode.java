package app.valence.cli;

/** How a model is made to classify. */
enum EvaluationMode {
  /** A decoder answers a prompt. */
  ZERO_SHOT("zero-shot"),
  /** It is shown the same labelled examples before each text. */
  FEW_SHOT("few-shot"),
  /** It is shown the labelled examples that are most like the text. */
  RETRIEVAL("retrieval"),
  /** The trained classifier itself, whatever it is. */
  FINE_TUNED("fine-tuned");

  private final String words;

  EvaluationMode(String words) {
    this.words = words;
  }

  /** Whether labelled examples are shown. */
  boolean showsExamples() {
    return this == FEW_SHOT || this == RETRIEVAL;
  }

  @Override
  public String toString() {
    return words;
  }
}
