package app.valence.model;

import app.valence.tensor.Activation;

/** What a decoder family calls its settings in {@code config.json}, and what it takes unsaid. */
record DecoderKeys(
    String hidden,
    String layers,
    String heads,
    String intermediate,
    String positions,
    String activation,
    Activation usualActivation,
    String normEpsilon,
    double usualEpsilon,
    String attentionDropout,
    double usualDropout,
    boolean usuallyTied) {

  private static final DecoderKeys GPT2 =
      new DecoderKeys(
          "n_embd",
          "n_layer",
          "n_head",
          "n_inner",
          "n_positions",
          "activation_function",
          Activation.GELU_TANH,
          "layer_norm_epsilon",
          1e-5,
          "attn_pdrop",
          0.1,
          true);

  private static final DecoderKeys LLAMA =
      new DecoderKeys(
          "hidden_size",
          "num_hidden_layers",
          "num_attention_heads",
          "intermediate_size",
          "max_position_embeddings",
          "hidden_act",
          Activation.SILU,
          "rms_norm_eps",
          1e-6,
          "attention_dropout",
          0,
          false);

  static DecoderKeys of(Architecture architecture) {
    return architecture == Architecture.GPT2 ? GPT2 : LLAMA;
  }
}
