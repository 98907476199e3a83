package app.valence.ui.workbench;

import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;

/** What is open in the window, shared by all screens and shown in its header. */
public final class Workbench {
  private final ObjectProperty<@Nullable OpenData> data = new SimpleObjectProperty<>();
  private final ObjectProperty<@Nullable OpenModel> model = new SimpleObjectProperty<>();
  private final ObjectProperty<ModelStart> start = new SimpleObjectProperty<>(ModelStart.BUNDLED);
  private final StringProperty run = new SimpleStringProperty("");

  /** The data set that is open, or null. */
  public ObjectProperty<@Nullable OpenData> dataProperty() {
    return data;
  }

  /** What the next run starts from. */
  public ObjectProperty<ModelStart> startProperty() {
    return start;
  }

  /** The classifier that was trained or opened last, or null. */
  public ObjectProperty<@Nullable OpenModel> modelProperty() {
    return model;
  }

  /** The name of the run that is shown, or an empty text. */
  public StringProperty runProperty() {
    return run;
  }
}
