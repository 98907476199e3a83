package app.valence.model;

import app.valence.data.LabelSet;
import app.valence.tensor.Activation;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The shape of a model and of its training-time noise.
 *
 * @param modelType Hugging Face's {@code model_type}, which tells XLM-R from RoBERTa
 * @param size the numbers that fix the parameters' shapes
 * @param activation the feed-forward blocks' non-linearity
 * @param normEpsilon what layer norms add to the variance
 * @param dropout the shares that are dropped in training
 * @param initializerRange standard deviation of newly drawn weights
 * @param paddingId the id of the padding token
 * @param labels the classes; two unnamed ones where a checkpoint has no head
 * @param decoder what a decoder has besides; empty for encoders
 * @param extras the settings of its file that are kept for other programs
 */
public record ModelConfig(
    Architecture architecture,
    String modelType,
    Size size,
    Activation activation,
    double normEpsilon,
    Dropout dropout,
    double initializerRange,
    int paddingId,
    LabelSet labels,
    Optional<DecoderSettings> decoder,
    ConfigExtras extras) {

  private static final Pattern UNNAMED_LABEL = Pattern.compile("LABEL_\\d+");

  /** Two classes without names, as a checkpoint without a classification head has them. */
  public static final LabelSet UNNAMED_LABELS =
      LabelSet.of(List.of(unnamedLabel(0), unnamedLabel(1)));

  /** An encoder that was not read from a file. */
  public ModelConfig(
      Architecture architecture,
      String modelType,
      Size size,
      Activation activation,
      double normEpsilon,
      Dropout dropout,
      double initializerRange,
      int paddingId,
      LabelSet labels) {
    this(
        architecture,
        modelType,
        size,
        activation,
        normEpsilon,
        dropout,
        initializerRange,
        paddingId,
        labels,
        Optional.empty(),
        ConfigExtras.NONE);
  }

  /**
   * What fixes the parameters' shapes.
   *
   * @param embedding width of the embeddings, which ELECTRA projects to the hidden width
   * @param positions rows of the position table
   * @param tokenTypes rows of the token type table, or 0
   */
  public record Size(
      int vocabulary,
      int embedding,
      int hidden,
      int layers,
      int heads,
      int intermediate,
      int positions,
      int tokenTypes) {}

  /** Shares dropped from hidden states, attention weights, in the head and from embeddings. */
  public record Dropout(double hidden, double attention, double classifier, double embedding) {
    /** Drops from embeddings what it drops from other hidden states. */
    public Dropout(double hidden, double attention, double classifier) {
      this(hidden, attention, classifier, hidden);
    }
  }

  /**
   * What a decoder has besides.
   *
   * @throws java.util.NoSuchElementException if this is an encoder
   */
  DecoderSettings decoderSettings() {
    return decoder.orElseThrow();
  }

  /** The id whose looked up embedding learns nothing, or -1: GPT-2's table knows no padding. */
  int unlearnedId() {
    boolean hasPadding = decoder.isEmpty() || decoder.get().hasPadding();
    return hasPadding && architecture != Architecture.GPT2 ? paddingId : -1;
  }

  /** The longest sequence, in tokens with the special ones. */
  public int maximumLength() {
    return architecture.positionsFollowPadding()
        ? size.positions() - paddingId - 1
        : size.positions();
  }

  /** What an encoder's classification head reads. */
  public Pooling pooling() {
    return extras.text(Pooling.KEY).flatMap(Pooling::ofKey).orElse(Pooling.CLS);
  }

  /** The same model with a head that reads otherwise. */
  public ModelConfig withPooling(Pooling other) {
    return other == pooling() ? this : withExtras(extras.with(Pooling.KEY, other.key()));
  }

  /** The tokens that end a text, if its file names any. */
  public Set<Integer> endTokens() {
    return extras.tokens("eos_token_id");
  }

  /** The name that Hugging Face gives to a class that nobody named. */
  static String unnamedLabel(int id) {
    return "LABEL_" + id;
  }

  /** Whether nobody named the classes, so that they may stand for any. */
  boolean hasUnnamedLabels() {
    return labels.names().stream().allMatch(name -> UNNAMED_LABEL.matcher(name).matches());
  }

  /** The same model with other classes. */
  public ModelConfig withLabels(LabelSet other) {
    return with(dropout, other, extras);
  }

  /** The same model with other dropout. */
  public ModelConfig withDropout(Dropout other) {
    return with(other, labels, extras);
  }

  /**
   * The same model, whose file says by which tokens texts begin and end.
   *
   * @param begin absent where texts begin without one
   */
  public ModelConfig withTextTokens(OptionalInt begin, int end) {
    ObjectNode settings = extras.toJson();
    begin.ifPresent(id -> settings.put("bos_token_id", id));
    settings.put("eos_token_id", end);
    return withExtras(ConfigExtras.of(settings));
  }

  ModelConfig withExtras(ConfigExtras other) {
    return with(dropout, labels, other);
  }

  private ModelConfig with(Dropout otherDropout, LabelSet otherLabels, ConfigExtras otherExtras) {
    return new ModelConfig(
        architecture,
        modelType,
        size,
        activation,
        normEpsilon,
        otherDropout,
        initializerRange,
        paddingId,
        otherLabels,
        decoder,
        otherExtras);
  }
}
