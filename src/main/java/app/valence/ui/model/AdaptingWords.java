package app.valence.ui.model;

import app.valence.adaptation.AdaptationJob;
import app.valence.adaptation.AdaptationRecord.Results;
import app.valence.adaptation.TextSurvey;
import app.valence.adaptation.TokenScore;
import app.valence.jobs.Progress;
import app.valence.runs.RunStages;
import app.valence.training.EndReason;
import app.valence.training.pretraining.PretrainingSettings;
import app.valence.ui.jobs.RunPhase;
import app.valence.ui.text.Figures;
import app.valence.ui.text.Messages;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the screen says about adapting, in sentences. */
final class AdaptingWords {
  /** A change of the loss that chance may make. */
  private static final double NO_CHANGE = 0.01;

  private static final Map<String, String> STAGES =
      Map.of(
          RunStages.STARTING_ENGINE, "stage.engine",
          RunStages.READING, "stage.reading",
          RunStages.TRAINING, "stage.training");

  private final Messages messages;
  private final Figures figures;

  AdaptingWords(Messages messages) {
    this.messages = messages;
    this.figures = new Figures(messages.locale());
  }

  String phase(RunPhase phase) {
    return messages.get("phase." + phase.name().toLowerCase(Locale.ROOT));
  }

  String stage(Progress progress) {
    String key = STAGES.get(progress.stage());
    return key == null ? progress.stage() : messages.get(key);
  }

  String problems(List<AdaptationSetting> wrong) {
    return messages.get(
        "problem.settings",
        wrong.stream().map(s -> messages.get(s.key())).collect(Collectors.joining(", ")));
  }

  /**
   * What an adaptation comes to.
   *
   * @param samplesPerSecond of an earlier adaptation of the same model; 0 without one
   */
  String estimate(TextSurvey survey, PretrainingSettings settings, double samplesPerSecond) {
    long steps = survey.steps(settings);
    String words =
        messages.get(
            "estimate",
            figures.count(survey.texts()),
            figures.count(survey.tokens()),
            figures.count(steps),
            figures.count(survey.heldOutOneIn()));
    double samples = (double) steps * settings.training().batches().batchSize();
    return words
        + " "
        + (samplesPerSecond > 0
            ? messages.get("estimate.time", figures.time(samples / samplesPerSecond))
            : messages.get("estimate.later"));
  }

  String ending(AdaptationJob.Finished finished) {
    Results results = finished.model().record().results();
    String steps = figures.count(results.count(Results.STEPS));
    EndReason reason = finished.reason();
    String how = messages.get("ended." + reason.name().toLowerCase(Locale.ROOT), steps);
    return how + " " + gain(results);
  }

  private String gain(Results results) {
    Optional<TokenScore> before = results.before();
    Optional<TokenScore> after = results.after();
    if (before.isEmpty() || after.isEmpty()) {
      return messages.get("gain.unknown");
    }
    String numbers =
        messages.get(
            "gain",
            figures.count(results.count(Results.HELD_OUT_TOKENS)),
            figures.fixed(before.get().loss(), 3),
            figures.fixed(after.get().loss(), 3),
            figures.percent(before.get().accuracy()),
            figures.percent(after.get().accuracy()));
    double fell = before.get().loss() - after.get().loss();
    String verdict =
        fell > NO_CHANGE ? "gain.better" : fell < -NO_CHANGE ? "gain.worse" : "gain.same";
    return numbers + " " + messages.get(verdict);
  }

  /** A name for a model that comes of adapting {@code base}. */
  String suggestedName(String base, List<Path> files, Optional<String> data) {
    String texts =
        files.isEmpty() ? data.orElse("") : stem(String.valueOf(files.get(0).getFileName()));
    return texts.isEmpty() ? "" : messages.get("name.suggested", base, texts);
  }

  private static String stem(String file) {
    int dot = file.indexOf('.');
    return dot <= 0 ? file : file.substring(0, dot);
  }
}
