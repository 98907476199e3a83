package app.valence.ui.theme;

import app.valence.settings.UserSettings.Theme;
import javafx.application.Application;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.Scene;

/** Gives the window the look that a person chose, or that of the system. */
public final class ThemeSwitch {
  private final Scene scene;
  private final ReadOnlyObjectWrapper<Appearance> appearance =
      new ReadOnlyObjectWrapper<>(Appearance.LIGHT);
  private Theme wanted = Theme.SYSTEM;
  private Appearance system = Appearance.LIGHT;

  /** A switch for {@code scene}, light until it hears otherwise. */
  public ThemeSwitch(Scene scene) {
    this.scene = scene;
    dress();
  }

  /** What a person chose. */
  public void choose(Theme theme) {
    wanted = theme;
    update();
  }

  /** How the system looks now. */
  public void systemIs(Appearance look) {
    system = look;
    update();
  }

  private void update() {
    Appearance now =
        switch (wanted) {
          case SYSTEM -> system;
          case LIGHT -> Appearance.LIGHT;
          case DARK -> Appearance.DARK;
        };
    if (now != appearance.get()) {
      appearance.set(now);
      dress();
    }
  }

  private void dress() {
    Application.setUserAgentStylesheet(appearance.get().controls());
    scene.getStylesheets().setAll(appearance.get().window());
  }

  /** The present look. */
  public ReadOnlyObjectProperty<Appearance> appearanceProperty() {
    return appearance.getReadOnlyProperty();
  }
}
