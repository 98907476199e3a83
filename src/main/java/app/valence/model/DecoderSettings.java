package app.valence.model;

import java.util.Optional;

/**
 * What the configuration of a decoder says beyond that of an encoder.
 *
 * @param keyValueHeads heads of keys and values, which the query heads share (Ainslie et al., 2023)
 * @param headSize units of a head
 * @param rotary how positions turn queries and keys; empty where positions are a table
 * @param window how far back tokens see; empty where they see all before them
 * @param biases which linear layers have one
 * @param scoring the factor of the attention scores
 * @param tiedHead whether a language model's output layer is the word embedding table
 * @param hasPadding whether a token is set apart for padding; if not, the padding id only fills
 */
public record DecoderSettings(
    int keyValueHeads,
    int headSize,
    Optional<RotarySettings> rotary,
    Optional<Window> window,
    Biases biases,
    Scoring scoring,
    boolean tiedHead,
    boolean hasPadding) {

  /** Sliding window attention (Beltagy et al., 2020): a token sees itself and those just before. */
  public record Window(int tokens, int firstLayer) {}

  /** Which linear layers have a bias. */
  public record Biases(boolean queryKeyValue, boolean attentionOutput, boolean feedForward) {}

  /** Whether attention scores are divided by the root of the head size, and by the layer. */
  public record Scoring(boolean byHeadSize, boolean byLayer) {}

  /** The factor of a layer's attention scores. */
  double scale(int layer) {
    double bySize = scoring.byHeadSize() ? 1 / Math.sqrt(headSize) : 1;
    return scoring.byLayer() ? bySize / (layer + 1) : bySize;
  }
}
