package app.valence.ui.training;

import app.valence.jobs.Outcome;
import app.valence.runs.ModelChoice;
import app.valence.runs.RecordedRun;
import app.valence.runs.RunRequest;
import app.valence.ui.jobs.FxJobRunner;
import app.valence.ui.text.ErrorText;
import app.valence.ui.text.Messages;
import app.valence.ui.workbench.ModelStart;
import app.valence.ui.workbench.OpenData;
import app.valence.ui.workbench.WindowServices;
import app.valence.ui.workbench.Workbench;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ObservableBooleanValue;

/** The form together with the open data: whether a run can start, why not, what it comes to. */
public final class FormState {
  private final WindowServices services;
  private final Workbench workbench;
  private final RunSentences sentences;
  private final Messages messages;
  private final SettingsForm form;
  private final ReadOnlyBooleanWrapper ready = new ReadOnlyBooleanWrapper();
  private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper estimate = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper description = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper folderProblem = new ReadOnlyStringWrapper("");
  private final ObservableBooleanValue othersTrain;
  private final Map<RunKind, Double> speeds = new HashMap<>();
  private final MemoryForecast memory = new MemoryForecast();
  private boolean following;

  /** What the speed of a run depends on most. */
  private record RunKind(ModelChoice model, boolean byInstruction) {}

  /**
   * A form for {@code workbench}.
   *
   * @param othersTrain whether the engine trains something that this screen did not start
   */
  FormState(
      WindowServices services,
      Workbench workbench,
      RunSentences sentences,
      Messages messages,
      ObservableBooleanValue othersTrain) {
    this.services = services;
    this.workbench = workbench;
    this.sentences = sentences;
    this.messages = messages;
    this.form = new SettingsForm(services.locale());
    this.othersTrain = othersTrain;
    ready.bind(form.validProperty().and(problem.isEmpty()));
    form.revisionProperty().subscribe(revision -> show());
    workbench.dataProperty().subscribe(form::opened);
    workbench.dataProperty().subscribe(data -> show());
    othersTrain.subscribe(busy -> show());
    workbench.startProperty().subscribe(this::follow);
    form.revisionProperty().subscribe(revision -> tellStart());
  }

  /** Another screen chose what runs start from. */
  private void follow(ModelStart start) {
    if (!form.choice().equals(Optional.of(start.choice()))) {
      following = true;
      form.show(start.choice());
      following = false;
    }
  }

  private void tellStart() {
    Optional<ModelChoice> choice = following ? Optional.empty() : form.choice();
    choice
        .filter(chosen -> !chosen.equals(workbench.startProperty().get().choice()))
        .ifPresent(
            chosen -> workbench.startProperty().set(new ModelStart(form.startName(), chosen)));
  }

  private void show() {
    PretrainedFolder folder = form.folderProperty().get();
    boolean wantsFolder = form.startProperty().get() == StartChoice.FOLDER;
    description.set(describedStart());
    folderProblem.set(wantsFolder && folder != null ? folder.error() : "");
    problem.set(problem(wantsFolder && (folder == null || !folder.isUsable())));
    estimate.set(problem.get().isEmpty() ? estimated() : "");
  }

  private String describedStart() {
    StartChoice start = form.startProperty().get();
    PretrainedFolder folder = form.folderProperty().get();
    return switch (start) {
      case BUNDLED, BUNDLED_DECODER ->
          messages.get(start.key() + (answers() ? ".answers" : ".text"));
      case FOLDER -> folder == null ? messages.get("start.choose") : described(folder);
      default -> start.size().map(sentences::size).orElse("");
    };
  }

  private boolean answers() {
    return form.instruction().isAsked() && form.startsFromDecoder();
  }

  private String described(PretrainedFolder folder) {
    return folder
        .config()
        .map(
            config ->
                answers() ? sentences.decoder(config) : sentences.model(config, folder.hasHead()))
        .map(words -> folder.name() + ": " + words)
        .orElse("");
  }

  private String problem(boolean noFolder) {
    OpenData data = workbench.dataProperty().get();
    if (othersTrain.get()) {
      return messages.get("problem.busy");
    } else if (data == null) {
      return messages.get("problem.data");
    } else if (!form.wrong().isEmpty()) {
      return sentences.problems(form.wrong());
    }
    String unfit = unfitForInstruction();
    if (!unfit.isEmpty()) {
      return unfit;
    }
    boolean stopsEarly = form.settings().evaluation().patience() > 0;
    if (stopsEarly && data.sources().withoutValidation()) {
      return messages.get("problem.patience");
    }
    return noFolder ? messages.get("problem.folder") : "";
  }

  private String unfitForInstruction() {
    InstructionFields fields = form.instruction();
    if (!fields.isAsked()) {
      return "";
    } else if (fields.isWrong()) {
      return messages.get("problem.template", "{text}", "{label}");
    } else if (form.choice().isPresent() && !form.startsFromDecoder()) {
      return messages.get("problem.decoder");
    }
    return form.classWeightsProperty().get() ? messages.get("problem.weights") : "";
  }

  private String estimated() {
    OpenData data = workbench.dataProperty().get();
    if (data == null) {
      return "";
    }
    boolean byInstruction = form.instruction().isAsked();
    double speed =
        form.choice()
            .map(choice -> speeds.getOrDefault(new RunKind(choice, byInstruction), 0.0))
            .orElse(0.0);
    return sentences.estimate(
        RunEstimate.of(
            data.content().train().size(),
            form.settings().duration().epochs(),
            form.settings().batches().batchSize(),
            speed,
            memory.bytes(form, data)));
  }

  /** Remembers how fast a run was, for the next one of its kind. */
  void measured(RunRequest request, RecordedRun.Finished finished) {
    Double speed = finished.summary().metrics().get("train_samples_per_second");
    if (speed != null) {
      speeds.put(new RunKind(request.model(), request.instruction().isPresent()), speed);
      show();
    }
  }

  void chooseFolder() {
    services
        .files()
        .folder(messages.get("start.folder.title"))
        .ifPresent(
            folder ->
                services
                    .jobs()
                    .<PretrainedFolder>start(
                        FxJobRunner.Appearance.quiet(messages.get("start.folder.title")),
                        context -> PretrainedFolder.check(folder),
                        outcome -> checked(folder, outcome)));
  }

  private void checked(Path folder, Outcome<PretrainedFolder> outcome) {
    if (outcome instanceof Outcome.Succeeded<PretrainedFolder> success) {
      form.use(success.value());
    } else if (outcome instanceof Outcome.Failed<PretrainedFolder> failure) {
      String words = ErrorText.of(failure.cause());
      form.use(PretrainedFolder.unusable(folder, words));
    }
    show();
  }

  /** The settings. */
  public SettingsForm form() {
    return form;
  }

  /** Whether a run can be started with them. */
  public ReadOnlyBooleanProperty readyProperty() {
    return ready.getReadOnlyProperty();
  }

  /** Why no run can be started; empty if one can. */
  public ReadOnlyStringProperty problemProperty() {
    return problem.getReadOnlyProperty();
  }

  /** What a run comes to, in a sentence. */
  public ReadOnlyStringProperty estimateProperty() {
    return estimate.getReadOnlyProperty();
  }

  /** What the chosen start is, in a sentence. */
  public ReadOnlyStringProperty descriptionProperty() {
    return description.getReadOnlyProperty();
  }

  /** What is wrong with the chosen folder and what to do; empty if nothing. */
  public ReadOnlyStringProperty folderProblemProperty() {
    return folderProblem.getReadOnlyProperty();
  }
}
