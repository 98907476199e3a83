package app.valence.ui.navigation;

import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** Which screen is shown. Screens reach each other only through it. */
public final class Navigator {
  private final ReadOnlyObjectWrapper<Screen> current = new ReadOnlyObjectWrapper<>(Screen.DATA);

  /** Shows {@code screen}. */
  public void show(Screen screen) {
    current.set(screen);
  }

  /** The screen that is shown. */
  public ReadOnlyObjectProperty<Screen> currentProperty() {
    return current.getReadOnlyProperty();
  }
}
