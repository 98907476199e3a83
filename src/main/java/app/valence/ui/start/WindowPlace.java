package app.valence.ui.start;

import app.valence.settings.Loaded;
import app.valence.settings.SettingsFile;
import app.valence.settings.WindowState;
import java.io.IOException;
import javafx.geometry.Rectangle2D;
import javafx.stage.Screen;
import javafx.stage.Stage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the window where it was left, if that place is still on a screen. */
final class WindowPlace {
  private static final Logger LOG = LoggerFactory.getLogger(WindowPlace.class);
  private static final double SMALLEST_WIDTH = 1024;
  private static final double SMALLEST_HEIGHT = 700;

  private final Stage stage;
  private final SettingsFile file;

  WindowPlace(Stage stage, SettingsFile file) {
    this.stage = stage;
    this.file = file;
  }

  /** Places the window, and returns how it was left. */
  Loaded<WindowState> restore() {
    Loaded<WindowState> loaded = file.loadWindow();
    WindowState state = loaded.value();
    Rectangle2D screen = Screen.getPrimary().getVisualBounds();
    stage.setMinWidth(Math.min(SMALLEST_WIDTH, screen.getWidth()));
    stage.setMinHeight(Math.min(SMALLEST_HEIGHT, screen.getHeight()));
    stage.setWidth(Math.min(state.width(), screen.getWidth()));
    stage.setHeight(Math.min(state.height(), screen.getHeight()));
    boolean visible =
        state.isPlaced() && !Screen.getScreensForRectangle(state.x(), state.y(), 200, 50).isEmpty();
    if (visible) {
      stage.setX(state.x());
      stage.setY(state.y());
    } else {
      stage.centerOnScreen();
    }
    stage.setMaximized(state.maximised());
    return loaded;
  }

  /** Remembers how the window is left. */
  void save(String screen, boolean inspectorOpen) {
    try {
      boolean kept = file.save(state(screen, inspectorOpen));
      if (!kept) {
        LOG.debug("A newer version's window state was left as it is");
      }
    } catch (IOException e) {
      LOG.warn("The state of the window could not be saved", e);
    }
  }

  private WindowState state(String screen, boolean inspectorOpen) {
    WindowState before = file.loadWindow().value();
    boolean measured = !stage.isMaximized() && stage.getWidth() >= 100 && stage.getHeight() >= 100;
    return new WindowState(
        measured ? stage.getX() : before.x(),
        measured ? stage.getY() : before.y(),
        measured ? stage.getWidth() : before.width(),
        measured ? stage.getHeight() : before.height(),
        stage.isMaximized(),
        screen,
        inspectorOpen);
  }
}
