package app.valence.ui.theme;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import java.net.URL;
import java.util.List;
import java.util.Objects;

/** The two looks of the window. */
public enum Appearance {
  LIGHT,
  DARK;

  /** The style sheet of JavaFX's own controls in this look. */
  public String controls() {
    return this == LIGHT
        ? new PrimerLight().getUserAgentStylesheet()
        : new PrimerDark().getUserAgentStylesheet();
  }

  /** The window's own style sheets in this look: its tokens last. */
  public List<String> window() {
    return List.of(sheet("valence.css"), sheet(this == LIGHT ? "light.css" : "dark.css"));
  }

  private static String sheet(String name) {
    URL url = Appearance.class.getResource(name);
    return Objects.requireNonNull(url, name).toExternalForm();
  }
}
