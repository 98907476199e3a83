package app.valence.model;

import app.valence.tensor.Activation;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The families of encoders and decoders that can be loaded and trained. */
@SuppressWarnings("ImmutableEnumChecker") // Records of strings and maps made by Map.of.
public enum Architecture {
  /** Devlin et al., 2019. */
  BERT(
      "bert",
      EncoderNames.BERT,
      new ClassifierNames("bert.pooler.dense", Activation.TANH, "classifier", false),
      new MaskedNames(
          "cls.predictions.transform.dense",
          "cls.predictions.transform.LayerNorm",
          "cls.predictions.bias",
          "cls.predictions.decoder."),
      Map.of("bert", "Bert")),

  /** Liu et al., 2019; XLM-R, CamemBERT and BERTweet are RoBERTa with other vocabularies. */
  ROBERTA(
      "roberta",
      EncoderNames.BERT,
      new ClassifierNames("classifier.dense", Activation.TANH, "classifier.out_proj", true),
      new MaskedNames("lm_head.dense", "lm_head.layer_norm", "lm_head.bias", "lm_head.decoder."),
      Map.of("roberta", "Roberta", "xlm-roberta", "XLMRoberta", "camembert", "Camembert")),

  /** Sanh et al., 2019. */
  DISTILBERT(
      "distilbert",
      EncoderNames.DISTILBERT,
      new ClassifierNames("pre_classifier", Activation.RELU, "classifier", false),
      new MaskedNames(
          "vocab_transform", "vocab_layer_norm", "vocab_projector.bias", "vocab_projector."),
      Map.of("distilbert", "DistilBert")),

  /** Clark et al., 2020: the discriminator. */
  ELECTRA(
      "electra",
      EncoderNames.BERT,
      new ClassifierNames("classifier.dense", Activation.GELU, "classifier.out_proj", true),
      new MaskedNames(
          "generator_predictions.dense",
          "generator_predictions.LayerNorm",
          "generator_lm_head.bias",
          "generator_lm_head."),
      Map.of("electra", "Electra")),

  /** Radford et al., 2019. */
  GPT2("transformer", DecoderNames.GPT2, Map.of("gpt2", "GPT2")),

  /** Touvron et al., 2023. */
  LLAMA("model", DecoderNames.LLAMA, Map.of("llama", "Llama")),

  /** Jiang et al., 2023. */
  MISTRAL("model", DecoderNames.LLAMA, Map.of("mistral", "Mistral")),

  /** Yang et al., 2024. */
  QWEN2("model", DecoderNames.LLAMA, Map.of("qwen2", "Qwen2"));

  /**
   * A classification head: the first token's state, a dense layer, a non-linearity, and the output
   * layer, with dropout before the last and, in some families, the first.
   */
  record ClassifierNames(
      String dense, Activation activation, String output, boolean dropoutBeforeDense) {}

  /** The output layer of every decoder that classifies: it has no bias. */
  static final String DECODER_SCORE = "score";

  /**
   * A head that guesses masked tokens: a dense layer, a non-linearity, a norm, and the word
   * embedding table with a bias.
   *
   * @param decoder what the names of the table's copy and, in some files, of the bias begin with
   */
  record MaskedNames(String dense, String norm, String bias, String decoder) {}

  private final String prefix;
  private final @Nullable EncoderNames names;
  private final @Nullable ClassifierNames classifier;
  private final @Nullable MaskedNames masked;
  private final @Nullable DecoderNames decoderNames;
  private final Map<String, String> classPrefixes;

  Architecture(
      String prefix,
      EncoderNames names,
      ClassifierNames classifier,
      MaskedNames masked,
      Map<String, String> classPrefixes) {
    this.prefix = prefix;
    this.names = names;
    this.classifier = classifier;
    this.masked = masked;
    this.decoderNames = null;
    this.classPrefixes = classPrefixes;
  }

  Architecture(String prefix, DecoderNames names, Map<String, String> classPrefixes) {
    this.prefix = prefix;
    this.names = null;
    this.classifier = null;
    this.masked = null;
    this.decoderNames = names;
    this.classPrefixes = classPrefixes;
  }

  /** The architecture that a {@code config.json} means by its {@code model_type}. */
  public static Optional<Architecture> ofModelType(String modelType) {
    return Arrays.stream(values()).filter(a -> a.classPrefixes.containsKey(modelType)).findFirst();
  }

  /** Every {@code model_type} that is known, in alphabetical order. */
  public static List<String> knownModelTypes() {
    return Arrays.stream(values())
        .flatMap(a -> a.classPrefixes.keySet().stream())
        .sorted()
        .collect(Collectors.toList());
  }

  /** The {@code model_type} of one of Hugging Face's model classes, such as BertForMaskedLM. */
  static Optional<String> modelTypeOfClass(String className) {
    return Arrays.stream(values())
        .flatMap(a -> a.classPrefixes.entrySet().stream())
        .filter(entry -> className.matches(entry.getValue() + "(Model|LMHeadModel|For\\w+)"))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** What the names of the body's parameters begin with, without the dot. */
  public String prefix() {
    return prefix;
  }

  /** Whether tokens see only those before them, so that the model can continue a text. */
  public boolean isDecoder() {
    return decoderNames != null;
  }

  /** The names of an encoder. */
  EncoderNames names() {
    return Objects.requireNonNull(names, "decoders have other names");
  }

  /** The head of an encoder that classifies. */
  ClassifierNames classifier() {
    return Objects.requireNonNull(classifier, "decoders have no such head");
  }

  /** The names of a decoder. */
  DecoderNames decoderNames() {
    return Objects.requireNonNull(decoderNames, "encoders have other names");
  }

  /** The layer that scores the classes, of encoders and decoders. */
  String classifierOutput() {
    return classifier == null ? DECODER_SCORE : classifier.output();
  }

  /** The modules of the head that classifies, by the last part of their names. */
  List<String> classifierModules() {
    return classifier == null
        ? List.of(DECODER_SCORE)
        : Stream.of(classifier.dense(), classifier.output())
            .map(layer -> layer.replaceFirst("\\.[^.]*$", ""))
            .map(module -> module.substring(module.lastIndexOf('.') + 1))
            .distinct()
            .toList();
  }

  /** The head of an encoder that guesses masked tokens. */
  MaskedNames masked() {
    return Objects.requireNonNull(masked, "decoders have no such head");
  }

  /**
   * The name of the Hugging Face class of a model type with a head, as {@code architectures} has
   * it.
   */
  String className(String modelType, ModelHead head) {
    boolean ofGpt2 = this == GPT2 && head == ModelHead.CAUSAL_LANGUAGE_MODEL;
    return classPrefixes.get(modelType) + (ofGpt2 ? "LMHeadModel" : head.classSuffix());
  }

  /** Whether positions are counted from the padding id on, as RoBERTa's are. */
  boolean positionsFollowPadding() {
    return this == ROBERTA;
  }
}
