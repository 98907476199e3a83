package app.valence.training.setup;

import app.valence.data.LabelSet;
import app.valence.model.Architecture;
import app.valence.model.ModelConfig;
import app.valence.model.tokenizer.Tokenizer;
import app.valence.tensor.Activation;

/** The sizes of BERT that can be trained from random weights. */
public enum InitialSize {
  /** 2 layers of 128 units. */
  TINY(2, 128, 8_000),
  /** 4 layers of 256 units. */
  MINI(4, 256, 16_000),
  /** 4 layers of 512 units. */
  SMALL(4, 512, 30_000);

  private static final int HEAD_WIDTH = 64;
  private static final int POSITIONS = 512;

  /** Of small models, dropped attention weights cost time and bring nothing that was measured. */
  private static final ModelConfig.Dropout DROPOUT = new ModelConfig.Dropout(0.1, 0, 0.1);

  private final int layers;
  private final int hidden;
  private final int vocabulary;

  InitialSize(int layers, int hidden, int vocabulary) {
    this.layers = layers;
    this.hidden = hidden;
    this.vocabulary = vocabulary;
  }

  /** Layers of the network. */
  public int layers() {
    return layers;
  }

  /** Units of a layer. */
  public int hidden() {
    return hidden;
  }

  /** The most pieces of the vocabulary; small data give fewer. */
  public int vocabulary() {
    return vocabulary;
  }

  /** The model of this size for a tokenizer and its classes. */
  public ModelConfig config(Tokenizer tokenizer, LabelSet labels) {
    int padding = tokenizer.specialTokens().pad().orElse(0);
    return config(tokenizer.vocabularySize(), padding, labels);
  }

  /** The largest model of this size, for classes whose texts have not been read for pieces yet. */
  public ModelConfig largestConfig(LabelSet labels) {
    return config(vocabulary, 0, labels);
  }

  private ModelConfig config(int pieces, int padding, LabelSet labels) {
    return new ModelConfig(
        Architecture.BERT,
        "bert",
        size(pieces),
        Activation.GELU,
        1e-12,
        DROPOUT,
        0.02,
        padding,
        labels);
  }

  private ModelConfig.Size size(int pieces) {
    return new ModelConfig.Size(pieces, hidden, hidden, layers, heads(), 4 * hidden, POSITIONS, 2);
  }

  /** Attention heads of a layer. */
  public int heads() {
    return hidden / HEAD_WIDTH;
  }

  /** The longest text, in tokens. */
  public int maximumLength() {
    return POSITIONS;
  }

  /** Parameters with {@code pieces} of vocabulary, embeddings and all. */
  public long parameters(int pieces) {
    long h = hidden;
    long layer = 12 * h * h + 13 * h;
    long embeddings = (pieces + POSITIONS + 2L) * h + 2 * h;
    return embeddings + layers * layer + h * h + h;
  }

  /** Whether a model is of this size, whatever its vocabulary. */
  public boolean fits(ModelConfig model) {
    return model.architecture() == Architecture.BERT
        && model.size().equals(size(model.size().vocabulary()));
  }
}
