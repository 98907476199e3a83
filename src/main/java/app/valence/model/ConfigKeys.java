package app.valence.model;

/** What a family calls the settings of its {@code config.json} that the families name variously. */
record ConfigKeys(
    String hidden,
    String layers,
    String heads,
    String intermediate,
    String activation,
    String hiddenDropout,
    String attentionDropout,
    String classifierDropout) {

  /** BERT's keys, which RoBERTa and ELECTRA share. */
  private static final ConfigKeys BERT =
      new ConfigKeys(
          "hidden_size",
          "num_hidden_layers",
          "num_attention_heads",
          "intermediate_size",
          "hidden_act",
          "hidden_dropout_prob",
          "attention_probs_dropout_prob",
          "classifier_dropout");

  private static final ConfigKeys DISTILBERT =
      new ConfigKeys(
          "dim",
          "n_layers",
          "n_heads",
          "hidden_dim",
          "activation",
          "dropout",
          "attention_dropout",
          "seq_classif_dropout");

  static ConfigKeys of(Architecture architecture) {
    return architecture == Architecture.DISTILBERT ? DISTILBERT : BERT;
  }
}
