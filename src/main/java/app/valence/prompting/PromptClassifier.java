package app.valence.prompting;

import app.valence.data.Dataset;
import app.valence.data.Example;
import app.valence.data.LabelSet;
import app.valence.evaluation.ModelEvaluator.Evaluation;
import app.valence.jobs.JobContext;
import app.valence.jobs.Progress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A decoder that classifies by answering prompts. For use by one thread. */
public final class PromptClassifier {
  /** Prompts that are held at once. */
  private static final int CHUNK = 512;

  private final PromptEncoder encoder;
  private final LabelScorer scorer;
  private final Normalisation normalisation;
  private final Demonstrations demonstrations;
  private final List<Shot> shots;
  private final LabelBias bias;

  /**
   * A classifier.
   *
   * @param shots the examples that demonstrations are chosen from, by their numbers
   */
  PromptClassifier(
      PromptEncoder encoder,
      LabelScorer scorer,
      Normalisation normalisation,
      Demonstrations demonstrations,
      List<Shot> shots) {
    this(
        encoder,
        scorer,
        normalisation,
        demonstrations,
        shots,
        LabelBias.none(encoder.form().labels().size()));
  }

  private PromptClassifier(
      PromptEncoder encoder,
      LabelScorer scorer,
      Normalisation normalisation,
      Demonstrations demonstrations,
      List<Shot> shots,
      LabelBias bias) {
    this.encoder = encoder;
    this.scorer = scorer;
    this.normalisation = normalisation;
    this.demonstrations = demonstrations;
    this.shots = shots;
    this.bias = bias;
  }

  /** The same with scores that are corrected by {@code other}. */
  PromptClassifier withBias(LabelBias other) {
    return new PromptClassifier(encoder, scorer, normalisation, demonstrations, shots, other);
  }

  /** The classes, in the order of the probabilities. */
  public LabelSet labels() {
    return encoder.form().labels();
  }

  /** The most tokens of a prompt with its answer. */
  public int length() {
    return encoder.length();
  }

  /** A probability for each class of each text, {@code [texts][classes]}. */
  public double[][] probabilities(List<String> texts, JobContext context) {
    return score(texts, strangers(texts.size()), context).stream()
        .map(bias::probabilities)
        .toArray(double[][]::new);
  }

  private static int[] strangers(int texts) {
    var own = new int[texts];
    Arrays.fill(own, -1);
    return own;
  }

  /** Measures the classifier on examples that are labelled with its classes. */
  public Evaluation evaluate(Dataset dataset, JobContext context) {
    long started = System.nanoTime();
    List<String> texts = dataset.examples().stream().map(Example::text).toList();
    double[][] rows = probabilities(texts, context);
    int[] labels = dataset.examples().stream().mapToInt(Example::label).toArray();
    double seconds = (System.nanoTime() - started) / 1e9;
    return Evaluation.of(rows, labels, labels().names(), seconds, texts.size());
  }

  /**
   * The scores of the answers to each text, before they are corrected.
   *
   * @param own see {@link Demonstrations#of}
   */
  List<double[]> score(List<String> texts, int[] own, JobContext context) {
    var quiet = new JobContext(context.cancellation(), progress -> {});
    List<double[]> scores = new ArrayList<>(texts.size());
    long started = System.nanoTime();
    for (int from = 0; from < texts.size(); from += CHUNK) {
      int to = Math.min(from + CHUNK, texts.size());
      List<String> chunk = texts.subList(from, to);
      List<int[]> chosen = demonstrations.of(chunk, Arrays.copyOfRange(own, from, to), quiet);
      List<PromptedChoices> prompts = new ArrayList<>();
      for (int i = 0; i < chunk.size(); i++) {
        prompts.add(encoder.choices(shotsOf(chosen.get(i)), chunk.get(i)));
      }
      scores.addAll(List.of(scorer.scores(prompts, normalisation, quiet)));
      var elapsed = Duration.ofNanos(System.nanoTime() - started);
      context.progress().accept(new Progress("Scoring", to, texts.size(), "texts", elapsed));
    }
    return scores;
  }

  /** The scores of the answers to {@code text} after the demonstrations of each of {@code of}. */
  List<double[]> scoreAfterDemonstrations(
      String text, List<String> of, int[] own, JobContext context) {
    List<PromptedChoices> prompts = new ArrayList<>();
    for (int[] chosen : demonstrations.of(of, own, context)) {
      prompts.add(encoder.choices(shotsOf(chosen), text));
    }
    return List.of(scorer.scores(prompts, normalisation, context));
  }

  private List<Shot> shotsOf(int[] examples) {
    return Arrays.stream(examples).mapToObj(shots::get).toList();
  }
}
