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

  /**
   * What a classifier is made of.
   *
   * @param shots the examples that demonstrations are chosen from
   */
  record Parts(
      PromptEncoder encoder,
      LabelScorer scorer,
      Normalisation normalisation,
      Demonstrations demonstrations,
      Shots shots) {}

  private final Parts parts;
  private final PromptEncoder encoder;
  private final LabelBias bias;
  private int shortened;

  /** A classifier whose scores are as they are. */
  PromptClassifier(Parts parts) {
    this(parts, LabelBias.none(parts.encoder.form().labels().size()));
  }

  private PromptClassifier(Parts parts, LabelBias bias) {
    this.parts = parts;
    this.encoder = parts.encoder;
    this.bias = bias;
  }

  /** The same with scores that are corrected by {@code other}. */
  PromptClassifier withBias(LabelBias other) {
    return new PromptClassifier(parts, other);
  }

  /** The classes, in the order of the probabilities. */
  public LabelSet labels() {
    return encoder.form().labels();
  }

  /** The most tokens of a prompt with its answer. */
  public int length() {
    return encoder.length();
  }

  /** The most tokens that the model could take. */
  public int modelMaximum() {
    return parts.scorer.modelMaximum();
  }

  /** How many texts so far had to be cut, or to do with fewer demonstrations. */
  public int shortened() {
    return shortened;
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
      List<int[]> chosen = parts.demonstrations.of(chunk, Arrays.copyOfRange(own, from, to), quiet);
      List<PromptedChoices> prompts = new ArrayList<>();
      for (int i = 0; i < chunk.size(); i++) {
        prompts.add(encoder.choices(parts.shots.of(chosen.get(i)), chunk.get(i)));
      }
      shortened += (int) prompts.stream().filter(PromptedChoices::isShortened).count();
      scores.addAll(List.of(parts.scorer.scores(prompts, parts.normalisation, quiet)));
      var elapsed = Duration.ofNanos(System.nanoTime() - started);
      context.progress().accept(new Progress("Scoring", to, texts.size(), "texts", elapsed));
    }
    return scores;
  }

  /** The scores of the answers to {@code text} after the demonstrations of each of {@code of}. */
  List<double[]> scoreAfterDemonstrations(
      String text, List<String> of, int[] own, JobContext context) {
    List<PromptedChoices> prompts = new ArrayList<>();
    for (int[] chosen : parts.demonstrations.of(of, own, context)) {
      prompts.add(encoder.choices(parts.shots.of(chosen), text));
    }
    return List.of(parts.scorer.scores(prompts, parts.normalisation, context));
  }
}
