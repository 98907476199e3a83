package app.valence.model;

import app.valence.model.ParameterLayout.Slot;
import app.valence.model.ParameterLayout.Start;
import java.util.ArrayList;
import java.util.List;

/** Which parameters a decoder of a configuration has: names, shapes and how they are drawn. */
final class DecoderLayout {
  private final ModelConfig config;
  private final DecoderSettings settings;
  private final DecoderNames names;
  private final List<Slot> slots = new ArrayList<>();
  private boolean inHead;
  private int currentLayer = -1;

  private DecoderLayout(ModelConfig config) {
    this.config = config;
    this.settings = config.decoderSettings();
    this.names = config.architecture().decoderNames();
  }

  /** The parameters of a model with a head, in Hugging Face's order. */
  static List<Slot> of(ModelConfig config, ModelHead head) {
    var layout = new DecoderLayout(config);
    layout.embeddings();
    for (int layer = 0; layer < config.size().layers(); layer++) {
      layout.layer(layer);
    }
    layout.currentLayer = -1;
    layout.norm(layout.prefix() + layout.names.finalNorm());
    layout.inHead = true;
    switch (head) {
      case SEQUENCE_CLASSIFICATION ->
          layout.add(
              Architecture.DECODER_SCORE + ".weight",
              Start.NORMAL,
              config.labels().size(),
              config.size().hidden());
      case CAUSAL_LANGUAGE_MODEL -> layout.languageModel();
      case MASKED_LANGUAGE_MODEL ->
          throw new IllegalArgumentException("A decoder does not see what follows a mask");
    }
    return List.copyOf(layout.slots);
  }

  private String prefix() {
    return config.architecture().prefix() + ".";
  }

  private void embeddings() {
    var size = config.size();
    add(
        prefix() + names.words() + ".weight",
        config.unlearnedId() >= 0 ? Start.EMBEDDING_WITH_PADDING : Start.NORMAL,
        size.vocabulary(),
        size.hidden());
    if (!names.positions().isEmpty()) {
      add(prefix() + names.positions() + ".weight", Start.NORMAL, size.positions(), size.hidden());
    }
  }

  private void layer(int number) {
    currentLayer = number;
    String layer = prefix() + names.layers().formatted(number);
    var biases = settings.biases();
    int hidden = config.size().hidden();
    int inner = config.size().intermediate();
    int queries = config.size().heads() * settings.headSize();
    int keys = settings.keyValueHeads() * settings.headSize();
    norm(layer + names.attentionNorm());
    int[] widths = {queries, keys, keys};
    for (int i = 0; i < names.attentionInputs().size(); i++) {
      int out = names.attentionInputs().size() == 1 ? queries + 2 * keys : widths[i];
      String part = layer + names.attentionInputs().get(i);
      linear(part, out, hidden, biases.queryKeyValue(), false);
    }
    linear(layer + names.attentionOutput(), hidden, queries, biases.attentionOutput(), true);
    norm(layer + names.feedForwardNorm());
    if (!names.gate().isEmpty()) {
      linear(layer + names.gate(), inner, hidden, biases.feedForward(), false);
    }
    linear(layer + names.up(), inner, hidden, biases.feedForward(), false);
    linear(layer + names.down(), hidden, inner, biases.feedForward(), true);
  }

  private void languageModel() {
    if (!settings.tiedHead()) {
      add(
          CausalLanguageModel.HEAD + ".weight",
          Start.NORMAL,
          config.size().vocabulary(),
          config.size().hidden());
    }
  }

  /** GPT-2 starts with smaller weights in the layers that end a block. */
  private void linear(String part, int out, int in, boolean bias, boolean endsBlock) {
    boolean byDepth = endsBlock && config.architecture() == Architecture.GPT2;
    Start start = byDepth ? Start.NORMAL_BY_DEPTH : Start.NORMAL;
    add(part + ".weight", start, names.inputsFirst() ? new long[] {in, out} : new long[] {out, in});
    if (bias) {
      add(part + ".bias", Start.ZEROS, out);
    }
  }

  private void norm(String part) {
    add(part + ".weight", Start.ONES, config.size().hidden());
    if (names.layerNorms()) {
      add(part + ".bias", Start.ZEROS, config.size().hidden());
    }
  }

  private void add(String name, Start start, long... shape) {
    slots.add(new Slot(name, shape, start, inHead, currentLayer));
  }
}
