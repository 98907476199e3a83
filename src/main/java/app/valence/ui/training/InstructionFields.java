package app.valence.ui.training;

import app.valence.prompting.PromptTemplate;
import app.valence.prompting.PromptTemplateException;
import app.valence.runs.Instruction;
import app.valence.training.instruction.LossOn;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/** Whether a run tunes a decoder by instruction, and how; the template is checked while typed. */
public final class InstructionFields {
  private final ObjectProperty<TrainTask> task = new SimpleObjectProperty<>(TrainTask.CLASSIFIER);
  private final StringProperty template = new SimpleStringProperty(PromptTemplate.USUAL.source());
  private final ObjectProperty<LossOn> lossOn = new SimpleObjectProperty<>(LossOn.ANSWER);
  private final ReadOnlyBooleanWrapper templateWrong = new ReadOnlyBooleanWrapper();
  // What the fields do not show stays as it was asked for.
  private Instruction rest = Instruction.USUAL;

  InstructionFields() {
    template.subscribe(text -> templateWrong.set(parsed(text).isEmpty()));
  }

  private static Optional<PromptTemplate> parsed(String text) {
    try {
      return Optional.of(PromptTemplate.parse(text));
    } catch (PromptTemplateException e) {
      return Optional.empty();
    }
  }

  /** Calls {@code changed} with every change. */
  void onChange(Runnable changed) {
    task.subscribe(value -> changed.run());
    template.subscribe(value -> changed.run());
    lossOn.subscribe(value -> changed.run());
  }

  /** Shows an instruction, or that there is none. */
  void show(Optional<Instruction> asked) {
    rest = asked.orElse(Instruction.USUAL);
    template.set(rest.template().source());
    lossOn.set(rest.lossOn());
    task.set(asked.isPresent() ? TrainTask.INSTRUCTION : TrainTask.CLASSIFIER);
  }

  /** Whether a decoder is tuned. */
  boolean isAsked() {
    return task.get() == TrainTask.INSTRUCTION;
  }

  /** Whether the template needs a correction before a run can start. */
  boolean isWrong() {
    return isAsked() && templateWrong.get();
  }

  /** What the fields say; call it only while nothing {@link #isWrong()}. */
  Optional<Instruction> instruction() {
    return isAsked()
        ? Optional.of(
            rest.withTemplate(PromptTemplate.parse(template.get())).withLossOn(lossOn.get()))
        : Optional.empty();
  }

  /** What the model is trained to do. */
  public ObjectProperty<TrainTask> taskProperty() {
    return task;
  }

  /** How a text and its class are written out. */
  public StringProperty templateProperty() {
    return template;
  }

  /** Whether the template cannot be used as it is. */
  public ReadOnlyBooleanProperty templateWrongProperty() {
    return templateWrong.getReadOnlyProperty();
  }

  /** Which tokens are learned. */
  public ObjectProperty<LossOn> lossOnProperty() {
    return lossOn;
  }
}
