package app.valence.ui.training;

import app.valence.runs.RunHistory;
import app.valence.training.LogRow;
import app.valence.training.TrainingEvent;
import app.valence.training.verdict.LossCourse;
import app.valence.training.verdict.Verdict;
import app.valence.ui.controls.chart.ChartData;
import app.valence.ui.controls.chart.Curve;
import app.valence.ui.controls.chart.CurveColor;
import app.valence.ui.controls.chart.CurveStyle;
import app.valence.ui.controls.chart.Marker;
import app.valence.ui.controls.chart.Span;
import app.valence.ui.controls.chart.ValueRange;
import app.valence.ui.text.Messages;
import app.valence.ui.training.multiples.MetricCurves;
import app.valence.ui.training.multiples.RunMetric;
import java.util.List;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;

/**
 * The curves of a run, which grow by what happens in it. A batch of events costs as much as it is
 * long, however long the curves are.
 */
public final class RunCurves {
  private final Messages messages;
  private final ChartData loss;
  private final ChartData accuracy;
  private final ChartData learningRate;
  private final ChartData gradientNorm;
  private final ChartData speed;

  private final Curve trainingLoss;
  private final Curve evaluationLoss;
  private final Curve trainingAccuracy;
  private final Curve evaluationAccuracy;
  private final Curve rates;
  private final Curve norms;
  private final Curve speeds;
  private final GhostCurves ghosts;
  private final MetricCurves multiples;
  private final BooleanProperty comparing = new SimpleBooleanProperty();
  private final BooleanProperty allShown = new SimpleBooleanProperty();

  private final LossCourse course = new LossCourse();
  private long bestStep;

  RunCurves(Messages messages) {
    this.messages = messages;
    loss = chart("loss");
    accuracy = chart("accuracy");
    learningRate = chart("learningRate");
    gradientNorm = chart("gradientNorm");
    speed = chart("speed");
    accuracy.yRangeProperty().set(new ValueRange(0, 1));
    String training = messages.get("curve.training");
    String evaluation = messages.get("curve.evaluation");
    trainingLoss = loss.addCurve(training, CurveColor.BLUE, CurveStyle.RAW_WITH_EMA);
    evaluationLoss = loss.addCurve(evaluation, CurveColor.VERMILLION, CurveStyle.LINE);
    trainingAccuracy = accuracy.addCurve(training, CurveColor.BLUE, CurveStyle.RAW_WITH_EMA);
    evaluationAccuracy = accuracy.addCurve(evaluation, CurveColor.VERMILLION, CurveStyle.LINE);
    rates = single(learningRate, CurveColor.GREEN, 0);
    norms = single(gradientNorm, CurveColor.PURPLE, 0.9);
    speeds = single(speed, CurveColor.GREY, 0.9);
    ghosts = new GhostCurves(messages);
    multiples = new MetricCurves(messages);
    comparing.subscribe(shown -> showGhosts());
  }

  private ChartData chart(String key) {
    return new ChartData(messages.get("chart." + key), messages.get("chart.step"), "");
  }

  private static Curve single(ChartData chart, CurveColor color, double smoothing) {
    // One curve needs no name: the chart's title says what it is.
    Curve curve = chart.addCurve(chart.titleProperty().get(), color, CurveStyle.RAW_WITH_EMA);
    curve.setSmoothing(smoothing);
    return curve;
  }

  /** Draws the curves of another run; those so far become the last run's. */
  void beginAnew() {
    if (trainingLoss.size() > 0) {
      ghosts.take(trainingLoss, evaluationLoss, evaluationAccuracy);
      showGhosts();
    }
    clear();
  }

  private void clear() {
    for (ChartData chart : all()) {
      chart.markers().clear();
      chart.spans().clear();
    }
    List.of(trainingLoss, evaluationLoss, trainingAccuracy, evaluationAccuracy)
        .forEach(Curve::clear);
    List.of(rates, norms, speeds).forEach(Curve::clear);
    course.clear();
    multiples.clear();
    bestStep = 0;
    all().forEach(ChartData::changed);
  }

  /** Draws what a run logged before, up to the step from which it goes on. */
  void redraw(RunHistory history, long upTo) {
    clear();
    for (LogRow row : history.rows()) {
      if (row.step() > upTo) {
        break;
      } else if (row.metrics().containsKey("eval_loss")) {
        evaluated(row);
      } else if (row.metrics().containsKey("loss")) {
        logged(row);
      } else if (upTo == Long.MAX_VALUE) {
        // What closed a run that goes on does not close it.
        multiples.add(row);
      }
    }
    bestStep = history.bestStep() <= upTo ? history.bestStep() : 0;
    refresh();
  }

  /** Appends one event; {@link #refresh()} shows it. */
  void accept(TrainingEvent event) {
    if (event instanceof TrainingEvent.Started started) {
      multiples.plan(started.plan().totalSteps());
    } else if (event instanceof TrainingEvent.Ended ended) {
      multiples.add(ended.summary());
    } else if (event instanceof TrainingEvent.Logged logged) {
      logged(logged.row());
    } else if (event instanceof TrainingEvent.Evaluated evaluated) {
      evaluated(evaluated.row());
      bestStep = evaluated.best() ? evaluated.step() : bestStep;
    }
  }

  private void logged(LogRow row) {
    append(trainingLoss, row, "loss");
    append(trainingAccuracy, row, "accuracy");
    append(trainingAccuracy, row, "mean_token_accuracy");
    append(rates, row, "learning_rate");
    append(norms, row, "grad_norm");
    append(speeds, row, "samples_per_second");
    learned(row);
    accuracy
        .titleProperty()
        .set(
            messages.get(
                row.metrics().containsKey("mean_token_accuracy")
                    ? "chart.tokenAccuracy"
                    : "chart.accuracy"));
  }

  private void learned(LogRow row) {
    course.add(row);
    multiples.add(row);
  }

  private void evaluated(LogRow row) {
    append(evaluationLoss, row, "eval_loss");
    append(evaluationAccuracy, row, "eval_accuracy");
    append(evaluationAccuracy, row, "eval_mean_token_accuracy");
    learned(row);
  }

  private static void append(Curve curve, LogRow row, String metric) {
    Double value = row.metrics().get(metric);
    if (value != null) {
      curve.append((double) row.step(), value);
    }
  }

  /** Shows what was appended. */
  void refresh() {
    if (bestStep > 0) {
      Marker best = new Marker((double) bestStep, messages.get("chart.best"));
      loss.markers().setAll(best);
      accuracy.markers().setAll(best);
    }
    shade(course.verdict());
    multiples.refresh();
    all().forEach(ChartData::changed);
  }

  private void shade(Verdict verdict) {
    Verdict.Rise rise = verdict.rise();
    boolean overfits = verdict.isOverfitting();
    shade(loss, overfits, rise, messages.get("chart.overfitting"));
    // A small chart has no room for the word, and the verdict stands above it.
    shade(multiples.of(RunMetric.EVALUATION_LOSS).data(), overfits, rise, "");
  }

  private static void shade(ChartData chart, boolean overfits, Verdict.Rise rise, String text) {
    List<Span> zones =
        overfits ? List.of(new Span((double) rise.since(), (double) rise.last(), text)) : List.of();
    if (!chart.spans().equals(zones)) {
      chart.spans().setAll(zones);
    }
  }

  private void showGhosts() {
    ghosts.show(comparing.get(), loss, accuracy);
  }

  private List<ChartData> all() {
    return List.of(loss, accuracy, learningRate, gradientNorm, speed);
  }

  /** What is to be said of the run. */
  Verdict verdict() {
    return course.verdict();
  }

  /** The step of the best model so far; 0 while there is none. */
  long bestStep() {
    return bestStep;
  }

  /** The training loss as its line shows it; NaN without points. */
  double smoothLoss() {
    return lastOf(trainingLoss);
  }

  /** The training accuracy as its line shows it; NaN without points. */
  double smoothAccuracy() {
    return lastOf(trainingAccuracy);
  }

  private static double lastOf(Curve curve) {
    return curve.size() == 0 ? Double.NaN : curve.smoothed(curve.size() - 1);
  }

  /** Whether the curves of the run before are drawn too. */
  public BooleanProperty comparingProperty() {
    return comparing;
  }

  /** Whether there was a run before to compare with. */
  public ReadOnlyBooleanProperty comparableProperty() {
    return ghosts.presentProperty();
  }

  /** Every metric in a chart of its own. */
  public MetricCurves multiples() {
    return multiples;
  }

  /** Whether all curves are shown in place of the overview. */
  public BooleanProperty allShownProperty() {
    return allShown;
  }

  /** Training and evaluation loss. */
  public ChartData loss() {
    return loss;
  }

  /** Training and evaluation accuracy. */
  public ChartData accuracy() {
    return accuracy;
  }

  /** Learning rate, gradient norm and speed. */
  public List<ChartData> details() {
    return List.of(learningRate, gradientNorm, speed);
  }
}
