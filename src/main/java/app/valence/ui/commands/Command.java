package app.valence.ui.commands;

import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.value.ObservableBooleanValue;
import javafx.beans.value.ObservableValue;

/**
 * Something a person can do, when it is possible. Buttons, keys and the palette share it, so that
 * they agree about when that is.
 */
public final class Command {
  private final Runnable action;
  private final ReadOnlyBooleanWrapper executable = new ReadOnlyBooleanWrapper(true);
  private final ReadOnlyBooleanWrapper running = new ReadOnlyBooleanWrapper();

  private Command(Runnable action) {
    this.action = action;
  }

  /** A command that is always possible. */
  public static Command of(Runnable action) {
    return new Command(action);
  }

  /** A command that is possible while {@code possible} says so. */
  public static Command when(ObservableBooleanValue possible, Runnable action) {
    var command = new Command(action);
    command.executable.bind(possible);
    return command;
  }

  /** This command, which counts as running while {@code active} says so. */
  public Command runningWhile(ObservableValue<Boolean> active) {
    running.bind(active);
    return this;
  }

  /** Does it, if it is possible now; otherwise nothing happens. */
  public void execute() {
    if (executable.get()) {
      action.run();
    }
  }

  /** Whether it is possible now. */
  public ReadOnlyBooleanProperty executableProperty() {
    return executable.getReadOnlyProperty();
  }

  /** Whether what it started still runs. */
  public ReadOnlyBooleanProperty runningProperty() {
    return running.getReadOnlyProperty();
  }
}
