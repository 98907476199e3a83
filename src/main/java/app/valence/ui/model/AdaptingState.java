package app.valence.ui.model;

import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;

/** What is known of the adaptation that is under way, or of the last one. */
public final class AdaptingState {
  final ReadOnlyObjectWrapper<AdaptingNumbers> numbers =
      new ReadOnlyObjectWrapper<>(AdaptingNumbers.NONE);
  final ReadOnlyStringWrapper status = new ReadOnlyStringWrapper("");
  final ReadOnlyStringWrapper summary = new ReadOnlyStringWrapper("");
  final ReadOnlyStringWrapper error = new ReadOnlyStringWrapper("");
  final ReadOnlyObjectWrapper<@Nullable AdaptingResult> result = new ReadOnlyObjectWrapper<>();
  final ReadOnlyBooleanWrapper shown = new ReadOnlyBooleanWrapper();

  AdaptingState() {}

  /** Nothing is known but what was asked for. */
  void begin(String asked) {
    numbers.set(AdaptingNumbers.NONE);
    summary.set(asked);
    error.set("");
    result.set(null);
    shown.set(true);
  }

  /** How far it is and what it measured last. */
  public ReadOnlyObjectProperty<AdaptingNumbers> numbersProperty() {
    return numbers.getReadOnlyProperty();
  }

  /** What happens, in a few words. */
  public ReadOnlyStringProperty statusProperty() {
    return status.getReadOnlyProperty();
  }

  /** What the new model is called. */
  public ReadOnlyStringProperty summaryProperty() {
    return summary.getReadOnlyProperty();
  }

  /** Why the last one failed and what to do; empty if it did not. */
  public ReadOnlyStringProperty errorProperty() {
    return error.getReadOnlyProperty();
  }

  /** What the last one came to; null before its end. */
  public ReadOnlyObjectProperty<@Nullable AdaptingResult> resultProperty() {
    return result.getReadOnlyProperty();
  }

  /** Whether an adaptation is shown instead of the settings of the next one. */
  public ReadOnlyBooleanProperty shownProperty() {
    return shown.getReadOnlyProperty();
  }
}
