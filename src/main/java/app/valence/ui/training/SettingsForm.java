package app.valence.ui.training;

import app.valence.evaluation.MetricName;
import app.valence.model.BundledModel;
import app.valence.runs.ModelChoice;
import app.valence.runs.RecipePlan;
import app.valence.runs.RunRequest;
import app.valence.runs.RunRequest.TextSettings;
import app.valence.tensor.Precision;
import app.valence.training.EvaluationSettings;
import app.valence.training.TrainingSettings;
import app.valence.training.setup.Presets;
import app.valence.ui.controls.NumberInput;
import app.valence.ui.workbench.OpenData;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;

/** What a person asks of the next run: its start and its settings, checked while they are typed. */
public final class SettingsForm {
  private static final int SCRATCH_EPOCHS = 20;

  private final SettingsFields fields;
  private final InstructionFields instruction = new InstructionFields();
  private final ObjectProperty<StartChoice> start = new SimpleObjectProperty<>(StartChoice.BUNDLED);
  private final ReadOnlyObjectWrapper<@Nullable PretrainedFolder> folder =
      new ReadOnlyObjectWrapper<>();
  private final BooleanProperty newHead = new SimpleBooleanProperty();
  private final ReadOnlyObjectWrapper<@Nullable RecipeEntry> recipe = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyBooleanWrapper valid = new ReadOnlyBooleanWrapper();
  private final ReadOnlyBooleanWrapper undoable = new ReadOnlyBooleanWrapper();
  private final ReadOnlyLongWrapper revision = new ReadOnlyLongWrapper();
  private SettingsFields.Snapshot preset;
  private SettingsFields.@Nullable Snapshot beforeReset;

  /** A form with the preset of the bundled model. */
  SettingsForm(Locale locale) {
    fields = new SettingsFields(locale);
    preset = showPreset();
    for (Setting setting : Setting.values()) {
      input(setting).textProperty().subscribe(value -> changed());
    }
    fields.bestBy().subscribe(value -> changed());
    fields.classWeights().subscribe(value -> changed());
    fields.precision().subscribe(value -> changed());
    start.addListener((o, was, is) -> startChanged());
    folder.addListener((o, was, is) -> startChanged());
    instruction.taskProperty().addListener((o, was, is) -> taskChanged());
    instruction.onChange(this::changed);
    changed();
  }

  private void changed() {
    valid.set(fields.wrong().isEmpty() && choice().isPresent() && instructionFits());
    revision.set(revision.get() + 1);
  }

  /** Only a decoder answers: the program's own, unless a person has chosen another. */
  private void taskChanged() {
    boolean hasDecoder = StartChoice.offered().contains(StartChoice.BUNDLED_DECODER);
    if (instruction.isAsked() && !startsFromDecoder() && hasDecoder) {
      start.set(StartChoice.BUNDLED_DECODER);
    }
    startChanged();
  }

  private boolean instructionFits() {
    return !instruction.isAsked()
        || (!instruction.isWrong() && startsFromDecoder() && !fields.classWeights().get());
  }

  /** Whether the start continues texts. */
  boolean startsFromDecoder() {
    PretrainedFolder chosen = folder.get();
    return switch (start.get()) {
      case BUNDLED_DECODER -> true;
      case FOLDER -> chosen != null && chosen.isDecoder();
      default -> false;
    };
  }

  /** Brings the preset of the new start, unless a person has set something else. */
  private void startChanged() {
    input(Setting.MAXIMUM_LENGTH).restrict(longest());
    if (fields.snapshot().equals(preset)) {
      preset = showPreset();
    }
    changed();
  }

  private int longest() {
    PretrainedFolder chosen = folder.get();
    return start.get() == StartChoice.FOLDER && chosen != null && chosen.isUsable()
        ? chosen.config().orElseThrow().maximumLength()
        : (int) Setting.MAXIMUM_LENGTH.kind().most();
  }

  private SettingsFields.Snapshot showPreset() {
    Optional<ModelChoice> asked = instruction.isAsked() ? choice() : Optional.empty();
    TrainingSettings usual =
        asked.isPresent() ? asked.get().instructionPreset() : classifierPreset();
    fields.show(usual, TextSettings.DEFAULTS);
    return fields.snapshot();
  }

  private TrainingSettings classifierPreset() {
    return switch (start.get()) {
      case BUNDLED, BUNDLED_DECODER -> Presets.BUNDLED;
      case FOLDER ->
          Optional.ofNullable(folder.get())
              .flatMap(PretrainedFolder::config)
              .map(Presets::of)
              .orElse(Presets.PRETRAINED);
      default -> scratch();
    };
  }

  /**
   * What is usual from random weights, but longer, as small data need it, and kept by the F1: the
   * loss is lowest long before such a model tells the classes apart.
   */
  private static TrainingSettings scratch() {
    TrainingSettings usual = Presets.FROM_SCRATCH;
    EvaluationSettings evaluation = usual.evaluation();
    return new TrainingSettings(
        new TrainingSettings.Duration(SCRATCH_EPOCHS, 0),
        usual.batches(),
        usual.optimizer(),
        usual.loss(),
        usual.layers(),
        new EvaluationSettings(
            evaluation.everySteps(), 1, MetricName.F1_MACRO, evaluation.patience()),
        usual.saving(),
        usual.precision(),
        usual.seed());
  }

  /** What the run starts from; empty while no usable folder is chosen. */
  Optional<ModelChoice> choice() {
    Optional<BundledModel> bundled = start.get().bundled();
    if (bundled.isPresent()) {
      return bundled.map(ModelChoice.Bundled::new);
    }
    PretrainedFolder chosen = folder.get();
    Optional<ModelChoice> scratch = start.get().size().map(ModelChoice.Scratch::new);
    return scratch.isPresent() || chosen == null || !chosen.isUsable()
        ? scratch
        : Optional.of(new ModelChoice.Pretrained(chosen.folder(), newHead.get()));
  }

  /** The run that is asked for; call it only while the form is valid. */
  RunRequest request(OpenData data) {
    ModelChoice model = choice().orElseThrow();
    RecipeEntry followed = recipe.get();
    return new RunRequest(
        followed == null ? data.name() + " " + startName() : followed.title(),
        data.sources(),
        data.reading(),
        model,
        fields.settings(),
        fields.text(),
        Optional.ofNullable(followed).flatMap(RecipeEntry::plan).flatMap(RecipePlan::reference),
        instruction.instruction());
  }

  /** What people call the start. */
  String startName() {
    PretrainedFolder chosen = folder.get();
    return start.get() == StartChoice.FOLDER && chosen != null
        ? chosen.name()
        : start.get().name().toLowerCase(Locale.ROOT);
  }

  /** Chooses what a run starts from. */
  void show(ModelChoice model) {
    if (model instanceof ModelChoice.Scratch scratch) {
      start.set(StartChoice.of(scratch.size()));
    } else if (model instanceof ModelChoice.Pretrained pretrained) {
      newHead.set(pretrained.newHead());
      use(PretrainedFolder.check(pretrained.folder()));
    } else if (model instanceof ModelChoice.Bundled bundled) {
      start.set(StartChoice.of(bundled.model()));
    }
  }

  /** Shows the settings of a run that goes on. */
  void show(RunRequest request) {
    recipe.set(null);
    show(request.model());
    instruction.show(request.instruction());
    fields.show(request.settings(), request.text());
  }

  /** Fills in what a recipe asks for, but for its data. */
  void follow(RecipeEntry entry) {
    RecipePlan plan = entry.plan().orElseThrow();
    show(plan.model());
    instruction.show(plan.instruction());
    fields.show(plan.settings(), plan.text());
    recipe.set(entry);
    beforeReset = null;
    undoable.set(false);
  }

  /** Forgets the recipe if its data is not what is open. */
  void opened(@Nullable OpenData data) {
    RecipeEntry followed = recipe.get();
    boolean other =
        followed != null
            && followed
                .plan()
                .flatMap(RecipePlan::data)
                .filter(wanted -> data == null || !wanted.equals(data.sources()))
                .isPresent();
    if (other) {
      recipe.set(null);
    }
  }

  /** Chooses a folder as the start. */
  void use(PretrainedFolder chosen) {
    folder.set(chosen);
    start.set(StartChoice.FOLDER);
  }

  /** Puts the preset of the chosen start into all fields. */
  void reset() {
    SettingsFields.Snapshot before = fields.snapshot();
    preset = showPreset();
    recipe.set(null);
    beforeReset = before;
    undoable.set(!before.equals(preset));
  }

  /** Brings back what stood in the fields before {@link #reset()}. */
  void undoReset() {
    SettingsFields.Snapshot before = beforeReset;
    if (before != null) {
      fields.restore(before);
      beforeReset = null;
      undoable.set(false);
    }
  }

  /** The settings that need a correction. */
  List<Setting> wrong() {
    return fields.wrong();
  }

  /** The settings; call it only while {@link #wrong()} is empty. */
  TrainingSettings settings() {
    return fields.settings();
  }

  /** How texts are put to the model; call it only while {@link #wrong()} is empty. */
  TextSettings text() {
    return fields.text();
  }

  /** Whether a decoder is tuned by instruction, and how. */
  public InstructionFields instruction() {
    return instruction;
  }

  /** The most tokens of a text that are read, if the form says so. */
  Optional<Integer> maximumLength() {
    return fields.text().maximumLength();
  }

  /** The field of a number. */
  public NumberInput input(Setting setting) {
    return fields.input(setting);
  }

  /** The recipe that was filled in, or null. */
  public ReadOnlyObjectProperty<@Nullable RecipeEntry> recipeProperty() {
    return recipe.getReadOnlyProperty();
  }

  /** What the run starts from. */
  public ObjectProperty<StartChoice> startProperty() {
    return start;
  }

  /** The folder that was chosen last, or null. */
  ReadOnlyObjectProperty<@Nullable PretrainedFolder> folderProperty() {
    return folder.getReadOnlyProperty();
  }

  /** Whether the folder's model forgets the classes that it knows. */
  public BooleanProperty newHeadProperty() {
    return newHead;
  }

  /** The metric that chooses the model that is kept. */
  public ObjectProperty<MetricName> bestByProperty() {
    return fields.bestBy();
  }

  /** The number format of the matrix products. */
  public ObjectProperty<Precision> precisionProperty() {
    return fields.precision();
  }

  /** Whether rare classes count more. */
  public BooleanProperty classWeightsProperty() {
    return fields.classWeights();
  }

  /** Whether a run can be asked for. */
  public ReadOnlyBooleanProperty validProperty() {
    return valid.getReadOnlyProperty();
  }

  /** Whether a reset can be undone. */
  public ReadOnlyBooleanProperty undoableProperty() {
    return undoable.getReadOnlyProperty();
  }

  /** Rises with every change. */
  ReadOnlyLongProperty revisionProperty() {
    return revision.getReadOnlyProperty();
  }
}
