package app.valence.ui.training;

import app.valence.data.LabelSet;
import app.valence.jobs.Progress;
import app.valence.model.ModelConfig;
import app.valence.runs.RecordedRun;
import app.valence.runs.RunStages;
import app.valence.training.EndReason;
import app.valence.training.setup.InitialSize;
import app.valence.training.verdict.Verdict;
import app.valence.ui.jobs.RunPhase;
import app.valence.ui.text.Figures;
import app.valence.ui.text.Messages;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What the screen says about a run, in sentences. */
final class RunSentences {
  private static final Map<String, String> STAGES =
      Map.of(
          RunStages.READING, "stage.reading",
          RunStages.STARTING_ENGINE, "stage.engine",
          RunStages.TOKENIZING, "stage.tokenizing",
          RunStages.TRAINING, "stage.training",
          RunStages.TESTING, "stage.testing");

  /** Of more standard deviations than this nobody needs the number. */
  private static final double MANY_SCATTERS = 50;

  private static final double BYTES_OF_A_GIGABYTE = 1e9;

  private final Messages messages;
  private final Figures figures;

  RunSentences(Messages messages) {
    this.messages = messages;
    this.figures = new Figures(messages.locale());
  }

  String phase(RunPhase phase) {
    return messages.get("status." + phase.name().toLowerCase(Locale.ROOT));
  }

  String status(EndReason reason) {
    return messages.get("status." + reason.name().toLowerCase(Locale.ROOT));
  }

  String stage(Progress progress) {
    String key = STAGES.get(progress.stage());
    return key == null ? progress.stage() : messages.get(key);
  }

  String verdict(Verdict verdict, long best) {
    String kept = best > 0 ? " " + messages.get("verdict.best", figures.count(best)) : "";
    String lowest = figures.count(verdict.best());
    return switch (verdict.trend()) {
      case UNKNOWN -> messages.get("verdict.unknown");
      case NOT_LEARNING -> messages.get("verdict.notLearning");
      case LEARNING -> messages.get("verdict.learning") + kept;
      case LEVEL -> messages.get("verdict.level", lowest) + kept;
      case OVERFITTING -> risen("verdict.overfitting", verdict) + kept;
      case DIVERGING -> risen("verdict.diverging", verdict) + kept;
    };
  }

  private String risen(String key, Verdict verdict) {
    Verdict.Rise rise = verdict.rise();
    double scatters = rise.inScatters();
    String beyond =
        scatters < MANY_SCATTERS
            ? messages.get("verdict.scatter", figures.rounded(scatters))
            : messages.get("verdict.clearly");
    return messages.get(
        key,
        figures.count(rise.since()),
        figures.fixed(rise.by(), 3),
        figures.percent(rise.shareOf(verdict.lowest())),
        beyond);
  }

  String estimate(RunEstimate estimate) {
    String steps =
        messages.get(
            "estimate.steps",
            figures.count(estimate.examples()),
            figures.count(estimate.stepsPerEpoch()),
            figures.count(estimate.totalSteps()));
    String time =
        estimate
            .duration()
            .map(each -> " " + messages.get("estimate.time", figures.time(each)))
            .orElse("");
    String memory =
        estimate
            .memory()
            .map(each -> " " + messages.get("estimate.memory", gigabytes(each)))
            .orElse("");
    return steps + memory + time;
  }

  private String gigabytes(long bytes) {
    return figures.fixed(bytes / BYTES_OF_A_GIGABYTE, 1);
  }

  String size(InitialSize size) {
    return messages.get(
        "start.size",
        size.layers(),
        figures.count(size.hidden()),
        figures.metric((double) size.parameters(size.vocabulary())));
  }

  /** A decoder that learns to answer. */
  String decoder(ModelConfig config) {
    return shape(config) + " " + messages.get("start.answers");
  }

  private String shape(ModelConfig config) {
    return messages.get(
        "start.model",
        config.architecture().name(),
        config.size().layers(),
        figures.count(config.size().hidden()),
        figures.count(config.maximumLength()));
  }

  String model(ModelConfig config, boolean hasHead) {
    String shape = shape(config);
    return hasHead
        ? shape + " " + messages.get("start.classes", classes(config.labels()))
        : shape + " " + messages.get("start.noHead");
  }

  private static String classes(LabelSet labels) {
    return labels.names().stream().map(LabelSet::printable).collect(Collectors.joining(", "));
  }

  String problems(List<Setting> wrong) {
    String names =
        wrong.stream()
            .map(setting -> messages.get(setting.key()))
            .collect(Collectors.joining(", "));
    return messages.get("problem.settings", names);
  }

  String ending(RecordedRun.Finished finished) {
    String steps = figures.count(finished.summary().step());
    String best = figures.count(finished.bestStep());
    String kept =
        finished.bestStep() > 0 ? messages.get("ended.best", best) : messages.get("ended.last");
    return switch (finished.reason()) {
      case FINISHED -> messages.get("ended.finished", steps) + " " + kept;
      case STOPPED_EARLY -> messages.get("ended.early", steps) + " " + kept;
      case CANCELLED -> messages.get("ended.stopped", steps) + " " + kept;
      case DIVERGED -> messages.get("ended.diverged", steps);
    };
  }

  String measuredOn(RecordedRun.Finished finished) {
    if (finished.test().isPresent()) {
      return messages.get("report.onTest", examples(finished.test().get()));
    }
    return finished
        .validation()
        .map(measured -> messages.get("report.onValidation", examples(measured)))
        .orElse("");
  }

  private String examples(RecordedRun.Measured measured) {
    return figures.count(measured.evaluation().report().examples());
  }
}
