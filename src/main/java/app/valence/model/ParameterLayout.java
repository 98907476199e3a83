package app.valence.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Which parameters a model of a configuration has: names, shapes and how they are first drawn. */
final class ParameterLayout {
  /** How a parameter is drawn when it is not loaded, as Hugging Face draws it. */
  enum Start {
    /** Normal with the configuration's standard deviation. */
    NORMAL,
    /** The same, narrower the deeper the network is: what is added up in the residual stream. */
    NORMAL_BY_DEPTH,
    /** Normal, with zeros in the padding token's row. */
    EMBEDDING_WITH_PADDING,
    /** Zeros. */
    ZEROS,
    /** Ones. */
    ONES
  }

  /**
   * One parameter.
   *
   * @param layer the layer it belongs to, or -1 for embeddings and head
   */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  record Slot(String name, long[] shape, Start start, boolean inHead, int layer) {
    /** The shape as a checkpoint has it. */
    List<Long> dimensions() {
      return Arrays.stream(shape).boxed().toList();
    }
  }

  private final ModelConfig config;
  private final List<Slot> slots = new ArrayList<>();
  private boolean inHead;
  private int currentLayer = -1;

  private ParameterLayout(ModelConfig config) {
    this.config = config;
  }

  /** The parameters of a model with a head, in Hugging Face's order. */
  static List<Slot> of(ModelConfig config, ModelHead head) {
    if (config.architecture().isDecoder()) {
      return DecoderLayout.of(config, head);
    }
    var layout = new ParameterLayout(config);
    layout.embeddings();
    for (int layer = 0; layer < config.size().layers(); layer++) {
      layout.layer(layer);
    }
    layout.currentLayer = -1;
    layout.inHead = true;
    switch (head) {
      case SEQUENCE_CLASSIFICATION -> layout.classifier();
      case MASKED_LANGUAGE_MODEL -> layout.languageModel();
      case CAUSAL_LANGUAGE_MODEL ->
          throw new IllegalArgumentException("An encoder sees what is to be guessed");
    }
    return List.copyOf(layout.slots);
  }

  private void embeddings() {
    var size = config.size();
    EncoderNames names = config.architecture().names();
    String prefix = config.architecture().prefix() + ".";
    table(prefix + names.words(), size.vocabulary(), true);
    table(
        prefix + names.positions(),
        size.positions(),
        config.architecture().positionsFollowPadding());
    if (!names.tokenTypes().isEmpty()) {
      table(prefix + names.tokenTypes(), size.tokenTypes(), false);
    }
    norm(prefix + names.embeddingNorm(), size.embedding());
    if (size.embedding() != size.hidden()) {
      linear(prefix + "embeddings_project", size.hidden(), size.embedding());
    }
  }

  private void layer(int number) {
    currentLayer = number;
    int hidden = config.size().hidden();
    int inner = config.size().intermediate();
    EncoderNames names = config.architecture().names();
    String layer = config.architecture().prefix() + "." + names.layers().formatted(number);
    linear(layer + names.query(), hidden, hidden);
    linear(layer + names.key(), hidden, hidden);
    linear(layer + names.value(), hidden, hidden);
    linear(layer + names.attentionOutput(), hidden, hidden);
    norm(layer + names.attentionNorm(), hidden);
    linear(layer + names.up(), inner, hidden);
    linear(layer + names.down(), hidden, inner);
    norm(layer + names.outputNorm(), hidden);
  }

  private void classifier() {
    int hidden = config.size().hidden();
    var names = config.architecture().classifier();
    linear(names.dense(), hidden, hidden);
    linear(names.output(), config.labels().size(), hidden);
  }

  private void languageModel() {
    int width = config.size().embedding();
    var names = config.architecture().masked();
    add(names.bias(), Start.ZEROS, config.size().vocabulary());
    linear(names.dense(), width, config.size().hidden());
    norm(names.norm(), width);
  }

  private void table(String part, int rows, boolean hasPadding) {
    Start start = hasPadding ? Start.EMBEDDING_WITH_PADDING : Start.NORMAL;
    add(part + ".weight", start, rows, config.size().embedding());
  }

  private void linear(String part, int out, int in) {
    add(part + ".weight", Start.NORMAL, out, in);
    add(part + ".bias", Start.ZEROS, out);
  }

  private void norm(String part, int width) {
    add(part + ".weight", Start.ONES, width);
    add(part + ".bias", Start.ZEROS, width);
  }

  private void add(String name, Start start, long... shape) {
    slots.add(new Slot(name, shape, start, inHead, currentLayer));
  }
}
