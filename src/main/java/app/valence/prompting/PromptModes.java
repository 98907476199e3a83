package app.valence.prompting;

import app.valence.data.Dataset;
import app.valence.jobs.JobContext;
import app.valence.model.CausalLanguageModel;
import app.valence.model.tokenizer.Tokenizer;
import app.valence.prompting.retrieval.Retriever;
import app.valence.tensor.Precision;
import app.valence.tensor.TensorScope;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Classifiers that are one decoder and differ in the demonstrations that they get. */
public final class PromptModes {
  /** What stands for any text (Zhao et al., 2021). */
  private static final List<String> CONTENT_FREE = List.of("N/A", "", "[MASK]");

  /** Texts that calibration looks at. */
  private static final int SAMPLE = 256;

  /** Texts whose neighbours calibration looks at. */
  private static final int NEIGHBOURHOODS = 16;

  /**
   * A decoder and how it is prompted.
   *
   * @param precision what it computes in
   */
  public record Decoder(
      CausalLanguageModel model, Tokenizer tokenizer, PromptForm form, Precision precision) {}

  private final Decoder decoder;
  private final ScoringSettings settings;
  private final LabelScorer scorer;

  /** Modes of {@code decoder}, which work in {@code scope}. */
  public PromptModes(Decoder decoder, ScoringSettings settings, TensorScope scope) {
    this.decoder = decoder;
    this.settings = settings;
    this.scorer = new LabelScorer(decoder.model(), decoder.precision(), scope);
  }

  /**
   * A classifier without demonstrations.
   *
   * @param train labelled examples, which fitted calibration needs
   */
  public PromptClassifier zeroShot(Optional<Dataset> train, JobContext context)
      throws ChatTemplateException {
    return classifier(new Demonstrations.None(), train, context);
  }

  /** A classifier that is shown the same examples for every text, of each class as many. */
  public PromptClassifier fewShot(Dataset train, JobContext context) throws ChatTemplateException {
    var fixed = Demonstrations.Fixed.balanced(train, settings.shots(), settings.seed());
    return classifier(fixed, Optional.of(train), context);
  }

  /**
   * A classifier that is shown the examples most like each text.
   *
   * @param retriever finds them among the texts of {@code train}
   */
  public PromptClassifier retrieval(Dataset train, Retriever retriever, JobContext context)
      throws ChatTemplateException {
    var nearest = new Demonstrations.Nearest(retriever, settings.shots());
    return classifier(nearest, Optional.of(train), context);
  }

  private PromptClassifier classifier(
      Demonstrations demonstrations, Optional<Dataset> train, JobContext context)
      throws ChatTemplateException {
    int most = demonstrations.most();
    var limits =
        PromptEncoder.Limits.of(decoder.model(), decoder.tokenizer(), settings.length(), most);
    var encoder = new PromptEncoder(decoder.tokenizer(), decoder.form(), limits);
    Dataset shown = train.orElse(new Dataset("none", List.of(), decoder.form().labels()));
    var shots = new Shots(shown, encoder, Math.max(1, settings.length() / (most + 2)));
    var classifier =
        new PromptClassifier(
            new PromptClassifier.Parts(
                encoder, scorer, settings.normalisation(), demonstrations, shots));
    return switch (settings.calibration()) {
      case NONE -> classifier;
      case CONTEXTUAL ->
          classifier.withBias(contextual(classifier, demonstrations, train, context));
      case FITTED -> classifier.withBias(fitted(classifier, train, context));
    };
  }

  private LabelBias contextual(
      PromptClassifier classifier,
      Demonstrations demonstrations,
      Optional<Dataset> train,
      JobContext context) {
    boolean varies = demonstrations instanceof Demonstrations.Nearest;
    List<Integer> sample = varies ? sample(train.orElseThrow(), NEIGHBOURHOODS) : List.of(-1);
    List<String> texts =
        sample.stream()
            .map(i -> i < 0 ? "" : train.orElseThrow().examples().get(i).text())
            .toList();
    int[] own = sample.stream().mapToInt(Integer::intValue).toArray();
    List<double[]> scores = new ArrayList<>();
    for (String nothing : CONTENT_FREE) {
      scores.addAll(classifier.scoreAfterDemonstrations(nothing, texts, own, context));
    }
    return LabelBias.contextual(scores);
  }

  private LabelBias fitted(
      PromptClassifier classifier, Optional<Dataset> train, JobContext context) {
    Dataset labelled =
        train.orElseThrow(
            () -> new IllegalArgumentException("Fitted calibration needs labelled examples."));
    List<Integer> sample = sample(labelled, SAMPLE);
    List<String> texts = sample.stream().map(i -> labelled.examples().get(i).text()).toList();
    int[] own = sample.stream().mapToInt(Integer::intValue).toArray();
    int[] labels = sample.stream().mapToInt(i -> labelled.examples().get(i).label()).toArray();
    return LabelBias.fitted(classifier.score(texts, own, context), labels);
  }

  private List<Integer> sample(Dataset train, int count) {
    List<Integer> labelled = new ArrayList<>();
    for (int i = 0; i < train.size(); i++) {
      if (train.examples().get(i).isLabelled()) {
        labelled.add(i);
      }
    }
    Collections.shuffle(labelled, new Random(settings.seed()));
    return labelled.subList(0, Math.min(count, labelled.size()));
  }
}
