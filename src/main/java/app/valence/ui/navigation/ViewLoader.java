package app.valence.ui.navigation;

import app.valence.ui.text.Messages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Objects;
import javafx.fxml.FXMLLoader;
import javafx.scene.Parent;

/** Builds a view from the FXML file that has its name and lies in its package. */
public final class ViewLoader {
  private ViewLoader() {}

  /**
   * Loads {@code DataView.fxml} for a {@code DataView}, injects its nodes into {@code view} and
   * calls its {@code initialize}.
   *
   * @throws UncheckedIOException if the file does not fit its view, which a test would have found
   */
  public static Parent load(Object view, Messages messages) {
    Class<?> type = view.getClass();
    URL file = type.getResource(type.getSimpleName() + ".fxml");
    var loader =
        new FXMLLoader(
            Objects.requireNonNull(file, () -> "No FXML file for " + type), messages.bundle());
    loader.setControllerFactory(wanted -> view);
    try {
      return loader.load();
    } catch (IOException e) {
      throw new UncheckedIOException("The view " + type.getSimpleName() + " cannot be built", e);
    }
  }
}
