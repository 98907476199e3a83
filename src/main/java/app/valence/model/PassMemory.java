package app.valence.model;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What a training pass keeps in memory until its backward pass, in bytes, as the engine saves it
 * for the gradients of each kernel. Products in bfloat16 save operands of half the size.
 */
public final class PassMemory {
  private static final int FLOAT = Float.BYTES;

  /** Scores, their logarithms, and the gradients of both. */
  private static final int SCORES_AT_ONCE = 4;

  /** Scores, what was drawn to drop them, and what is left. */
  private static final int ATTENTION_WEIGHTS = 3;

  private final PlannedModel model;
  private final ModelConfig config;
  private final Batch batch;
  private final Predicate<String> learns;
  private final long operand;
  private final boolean inBf16;

  /**
   * The largest batch of a run.
   *
   * @param rows texts
   * @param length tokens of the longest
   * @param scored positions that a language model scores; of no matter for a classifier
   */
  public record Batch(long rows, long length, long scored) {
    long tokens() {
      return rows * length;
    }
  }

  /**
   * The memory of a pass.
   *
   * @param learns whether the parameter of a name is trained
   * @param inBf16 whether products are computed in bfloat16
   */
  public PassMemory(PlannedModel model, Batch batch, Predicate<String> learns, boolean inBf16) {
    this.model = model;
    this.config = model.config();
    this.batch = batch;
    this.learns = learns;
    this.inBf16 = inBf16;
    this.operand = inBf16 ? FLOAT / 2 : FLOAT;
  }

  /** One hidden state of all tokens. */
  public long state() {
    return FLOAT * batch.tokens() * config.size().hidden();
  }

  /** The embeddings; nothing if they learn nothing. */
  public long embeddings() {
    String words = config.architecture().prefix() + ".";
    boolean trained =
        model.parameters().stream()
            .anyMatch(
                p ->
                    p.name().startsWith(words)
                        && ParameterSet.isEmbedding(p.name())
                        && learns.test(p.name()));
    return trained ? FLOAT * batch.tokens() * config.size().embedding() : 0;
  }

  /** A layer, counted from 0. */
  public long layer(int number) {
    return attention(number) + feedForward(number) + norms(number) + adapterInputs(number);
  }

  private String prefix(int layer) {
    String names =
        config.architecture().isDecoder()
            ? config.architecture().decoderNames().layers()
            : config.architecture().names().layers();
    return config.architecture().prefix() + "." + names.formatted(layer);
  }

  private boolean anyLearns(int layer, List<String> parts) {
    return parts.stream().map(part -> prefix(layer) + part).anyMatch(this::takesInput);
  }

  /** Whether a gradient needs the input of a linear layer. */
  private boolean takesInput(String layer) {
    return model.adapted().contains(layer) || learns.test(layer + ".weight");
  }

  private boolean anyAdapted(int layer, List<String> parts) {
    return parts.stream().anyMatch(part -> model.adapted().contains(prefix(layer) + part));
  }

  private long attention(int layer) {
    boolean decodes = config.architecture().isDecoder();
    int heads = config.size().heads();
    long queries =
        decodes ? (long) heads * config.decoderSettings().headSize() : config.size().hidden();
    long floats = batch.tokens() * 4 * queries;
    if (config.dropout().attention() > 0) {
      floats += ATTENTION_WEIGHTS * batch.rows() * heads * batch.length() * batch.length();
      floats += batch.tokens() * 3 * queries;
    }
    if (anyLearns(layer, attentionInputs())) {
      floats += batch.tokens() * config.size().hidden();
    }
    return operand * (floats + joinedMatrices(layer));
  }

  private List<String> attentionInputs() {
    if (config.architecture().isDecoder()) {
      return config.architecture().decoderNames().attentionInputs();
    }
    EncoderNames names = config.architecture().names();
    return List.of(names.query(), names.key(), names.value());
  }

  /** An encoder multiplies with three matrices at once, and in bfloat16 each is a copy. */
  private long joinedMatrices(int layer) {
    var parts = Stream.concat(attentionInputs().stream(), Stream.of(attentionOutput())).toList();
    if (inBf16) {
      return matrices(layer);
    }
    boolean joined = !config.architecture().isDecoder() && !anyAdapted(layer, parts);
    long hidden = config.size().hidden();
    return joined ? 3 * hidden * hidden : 0;
  }

  private String attentionOutput() {
    return config.architecture().isDecoder()
        ? config.architecture().decoderNames().attentionOutput()
        : config.architecture().names().attentionOutput();
  }

  private long matrices(int layer) {
    return model.parameters().stream()
        .filter(p -> p.isMatrix() && p.name().startsWith(prefix(layer)))
        .mapToLong(PlannedModel.Parameter::elements)
        .sum();
  }

  private long feedForward(int layer) {
    List<String> first;
    String last;
    long inner = batch.tokens() * config.size().intermediate();
    long floats;
    if (config.architecture().isDecoder()) {
      DecoderNames names = config.architecture().decoderNames();
      boolean gated = !names.gate().isEmpty();
      first = gated ? List.of(names.gate(), names.up()) : List.of(names.up());
      last = names.down();
      floats = gated ? 3 * inner : inner;
    } else {
      first = List.of(config.architecture().names().up());
      last = config.architecture().names().down();
      floats = inner;
    }
    floats += anyLearns(layer, List.of(last)) ? inner : 0;
    floats += anyLearns(layer, first) ? batch.tokens() * config.size().hidden() : 0;
    return operand * floats;
  }

  /** What two norms read, and what root-mean-square norms make of it before their weight. */
  private long norms(int layer) {
    boolean decodes = config.architecture().isDecoder();
    boolean scales = decodes && !config.architecture().decoderNames().layerNorms();
    String norm = decodes ? config.architecture().decoderNames().attentionNorm() : "";
    boolean learnsScale = scales && learns.test(prefix(layer) + norm + ".weight");
    return (learnsScale ? 4 : 2) * state();
  }

  /** What an adapter reads is a tensor of its own where some of it is dropped. */
  private long adapterInputs(int layer) {
    return model.adapterDropout() > 0 ? operand * adapterInputElements(layer) : 0;
  }

  private long adapterInputElements(int layer) {
    return model.parameters().stream()
        .filter(p -> p.name().startsWith(prefix(layer)) && p.name().endsWith(".lora_A.weight"))
        .mapToLong(p -> batch.tokens() * p.columns())
        .sum();
  }

  /** The gradients on the way through one layer. */
  public long backward() {
    boolean gated =
        config.architecture().isDecoder() && !config.architecture().decoderNames().gate().isEmpty();
    long inner = FLOAT * batch.tokens() * config.size().intermediate();
    return 2 * state() + (gated ? 4 : 2) * inner;
  }

  /** A language model's scores, with what the head reads. */
  public long scores() {
    return model.head() == ModelHead.SEQUENCE_CLASSIFICATION
        ? 0
        : FLOAT
            * batch.scored()
            * ((long) SCORES_AT_ONCE * config.size().vocabulary() + 2L * config.size().hidden());
  }

  /** The dropout masks of the embeddings. */
  public long embeddingMasks() {
    return config.dropout().embedding() > 0
        ? FLOAT * batch.tokens() * config.size().embedding()
        : 0;
  }

  /** The dropout masks of a layer, but for those that the engine draws for attention. */
  public long masks(int layer) {
    long dropped = model.adapterDropout() > 0 ? FLOAT * adapterInputElements(layer) : 0;
    return dropped + (config.dropout().hidden() > 0 ? 2 * state() : 0);
  }
}
