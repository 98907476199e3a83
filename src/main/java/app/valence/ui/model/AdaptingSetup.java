package app.valence.ui.model;

import app.valence.adaptation.AdaptationRecord;
import app.valence.adaptation.AdaptationRequest;
import app.valence.adaptation.AdaptedModel;
import app.valence.ui.dialogs.FileDialogs.Kind;
import app.valence.ui.text.Messages;
import app.valence.ui.workbench.OpenData;
import app.valence.ui.workbench.WindowServices;
import app.valence.ui.workbench.Workbench;
import java.util.List;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;

/** What the next adaptation is to be: its model, texts and settings, and what they come to. */
public final class AdaptingSetup {
  private static final List<String> ENDINGS =
      List.of("txt", "csv", "tsv", "tab", "jsonl", "ndjson", "json", "gz", "xz");
  private static final String SPEED = "train_samples_per_second";

  private final WindowServices services;
  private final Workbench workbench;
  private final ModelShelf shelf;
  private final Messages messages;
  private final AdaptingWords words;
  private final ModelWords names;
  private final AdaptationForm form;
  private final ChosenTexts texts;
  private final ReadOnlyStringWrapper estimate = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
  private final ReadOnlyBooleanWrapper ready = new ReadOnlyBooleanWrapper();
  private final ReadOnlyStringWrapper base = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper splitName = new ReadOnlyStringWrapper("");
  private String suggestedName = "";

  AdaptingSetup(WindowServices services, Workbench workbench, ModelPlace place, ModelShelf shelf) {
    this.services = services;
    this.workbench = workbench;
    this.shelf = shelf;
    this.messages = Messages.of(AdaptingSetup.class, services.locale());
    this.words = new AdaptingWords(messages);
    this.names = new ModelWords(messages);
    this.form = new AdaptationForm(services.locale());
    this.texts = new ChosenTexts(services, workbench, place, messages.get("job.reading"));
    shelf.selectedProperty().subscribe(this::baseChanged);
    texts.foundProperty().subscribe(this::found);
    texts.busyProperty().subscribe(busy -> show());
    texts.problemProperty().subscribe(words -> show());
    form.revisionProperty().subscribe(revision -> show());
    services.jobs().trainingProperty().subscribe(busy -> show());
    workbench.dataProperty().subscribe(this::dataChanged);
  }

  private void baseChanged(@Nullable ModelEntry entry) {
    if (entry != null) {
      base.set(names.name(entry));
      texts.countFor(entry);
      suggestName();
      show();
    }
  }

  private void dataChanged(@Nullable OpenData data) {
    splitName.set(
        data == null
            ? ""
            : messages.get("texts.split", data.name(), data.content().train().size()));
    show();
  }

  private void found(ChosenTexts.@Nullable Found found) {
    suggestName();
    if (found != null) {
      form.input(AdaptationSetting.LENGTH).restrict(Math.min(512, found.longest()));
      form.suggest(found.survey());
    }
    show();
  }

  /** Suggests a name, unless a person has typed another. */
  private void suggestName() {
    if (!form.nameProperty().get().equals(suggestedName)) {
      return;
    }
    OpenData data = workbench.dataProperty().get();
    Optional<String> open =
        texts.chosenSplit().isPresent() && data != null
            ? Optional.of(data.name())
            : Optional.empty();
    suggestedName = words.suggestedName(base.get(), texts.files(), open);
    form.nameProperty().set(suggestedName);
  }

  private void show() {
    ChosenTexts.Found found = texts.foundProperty().get();
    String wrong = problem(found);
    problem.set(wrong);
    ready.set(wrong.isEmpty() && found != null);
    if (texts.busyProperty().get()) {
      estimate.set(messages.get("estimate.reading"));
    } else if (ready.get() && found != null) {
      estimate.set(words.estimate(found.survey(), form.settings(found.survey()), speed()));
    } else {
      estimate.set(wrong.isEmpty() && texts.isEmpty() ? messages.get("estimate.choose") : "");
    }
  }

  private String problem(ChosenTexts.@Nullable Found found) {
    ModelEntry entry = shelf.selectedProperty().get();
    if (services.jobs().trainingProperty().get()) {
      return messages.get("problem.busy");
    } else if (entry != null && entry.size().isPresent()) {
      return messages.get("problem.scratch");
    } else if (entry != null && !entry.isUsable()) {
      return messages.get("problem.unfinished");
    } else if (!texts.problemProperty().get().isEmpty()) {
      return texts.problemProperty().get();
    } else if (!form.wrong().isEmpty()) {
      return words.problems(form.wrong());
    }
    boolean tooLittle =
        found != null && found.survey().sequences(form.settings(found.survey())) < 1;
    return tooLittle ? messages.get("problem.little") : "";
  }

  /** How fast an earlier adaptation of the same model was; 0 if there is none. */
  private double speed() {
    ModelEntry entry = shelf.selectedProperty().get();
    if (entry == null || entry.size().isPresent()) {
      return 0;
    }
    return shelf.entries().stream()
        .flatMap(other -> other.adapted().stream())
        .map(AdaptedModel::record)
        .filter(record -> record.request().base().equals(entry.pretrained()))
        .map(AdaptationRecord::results)
        .mapToDouble(results -> results.numbers().getOrDefault(SPEED, 0.0))
        .filter(speed -> speed > 0)
        .findFirst()
        .orElse(0);
  }

  /** What is asked for; call it only while it is ready. */
  AdaptationRequest request() {
    ChosenTexts.Found found = texts.foundProperty().get();
    ModelEntry entry = shelf.selectedProperty().get();
    if (found == null || entry == null) {
      throw new IllegalStateException("The texts are not read yet.");
    }
    String name = form.nameProperty().get().strip();
    return new AdaptationRequest(
        name.isEmpty() ? base.get() : name,
        entry.pretrained(),
        texts.corpus(),
        form.settings(found.survey()),
        found.survey().heldOutOneIn());
  }

  void addFiles() {
    var kinds =
        List.of(
            new Kind(messages.get("kind.texts"), ENDINGS),
            new Kind(messages.get("kind.all"), List.of("*")));
    texts.add(services.files().openSeveral(messages.get("texts.title"), kinds));
  }

  /** The settings. */
  public AdaptationForm form() {
    return form;
  }

  /** The texts. */
  public ChosenTexts texts() {
    return texts;
  }

  /** The model that is adapted. */
  public ReadOnlyStringProperty baseProperty() {
    return base.getReadOnlyProperty();
  }

  /** What the open data's training split is called; empty while no data is open. */
  public ReadOnlyStringProperty splitNameProperty() {
    return splitName.getReadOnlyProperty();
  }

  /** What the adaptation comes to, in a sentence. */
  public ReadOnlyStringProperty estimateProperty() {
    return estimate.getReadOnlyProperty();
  }

  /** Why it cannot be started; empty if it can, or texts are still to be chosen. */
  public ReadOnlyStringProperty problemProperty() {
    return problem.getReadOnlyProperty();
  }

  /** Whether it can be started. */
  public ReadOnlyBooleanProperty readyProperty() {
    return ready.getReadOnlyProperty();
  }

  /** Whether no file and no split is chosen. */
  public javafx.beans.binding.BooleanBinding nothingChosen() {
    return Bindings.createBooleanBinding(
        texts::isEmpty, texts.files(), texts.splitProperty(), workbench.dataProperty());
  }
}
