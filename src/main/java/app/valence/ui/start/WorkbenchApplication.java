package app.valence.ui.start;

import app.valence.jobs.OnInterrupt;
import app.valence.settings.SettingsFile;
import app.valence.settings.UserSettings;
import app.valence.ui.dialogs.FxFileDialogs;
import app.valence.ui.dialogs.FxQuestions;
import app.valence.ui.jobs.FxThread;
import app.valence.ui.text.Languages;
import app.valence.ui.text.Messages;
import app.valence.ui.theme.Appearance;
import app.valence.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.logging.Level;
import javafx.application.Application;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The window's life: it finds its workspace, opens, and puts everything away. */
public final class WorkbenchApplication extends Application {
  private static final Logger LOG = LoggerFactory.getLogger(WorkbenchApplication.class);

  /** Held on to, since the level of a logger that nobody holds is forgotten. */
  private static final java.util.logging.Logger JAVAFX_LOG =
      java.util.logging.Logger.getLogger("javafx");

  /** How long a logout is held back for a run to write its checkpoint. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private @Nullable WorkbenchWindow window;
  private volatile @Nullable OnInterrupt interrupt;

  /** Opens the window and returns when it is closed. */
  public static void open(WindowOptions options) {
    // JavaFX warns of being on the class path, where a plain "java -jar" has it; it works there.
    JAVAFX_LOG.setLevel(Level.SEVERE);
    launch(WorkbenchApplication.class, options.toArguments());
  }

  @Override
  @SuppressWarnings("MustBeClosedChecker") // The window closes its workspace in stop().
  public void start(Stage stage) throws IOException {
    // Already for the questions that may come before the window.
    setUserAgentStylesheet(Appearance.LIGHT.controls());
    WindowOptions options = WindowOptions.of(getParameters().getNamed());
    SettingsFile file = options.settings().map(SettingsFile::new).orElseGet(SettingsFile::ofUser);
    var settings = file.loadSettings();
    Locale locale = Languages.locale(settings.value().language());
    Messages messages = Messages.of(WorkbenchApplication.class, locale);
    Path folder = folder(options, settings.value());
    var choice =
        new WorkspaceChoice(new FxQuestions(() -> stage), new FxFileDialogs(() -> stage), messages);
    Optional<Workspace> workspace = choice.open(folder);
    if (workspace.isEmpty()) {
      new FxThread().later(javafx.application.Platform::exit);
      return;
    }
    var opened =
        new WorkbenchWindow(stage, workspace.get(), new Preferences(file, settings), locale);
    window = opened;
    interrupt = new OnInterrupt(() -> endFromOutside(opened), PATIENCE);
    Thread.currentThread()
        .setUncaughtExceptionHandler((thread, failure) -> opened.unexpected(failure));
    opened.show();
  }

  private void endFromOutside(WorkbenchWindow opened) {
    opened.saveBeforeEnd(PATIENCE);
    if (interrupt != null) {
      interrupt.close();
    }
  }

  private static Path folder(WindowOptions options, UserSettings settings) {
    return options.workspace().or(settings::workspace).orElseGet(Workspace::usualFolder);
  }

  @Override
  public void stop() {
    try {
      if (window != null) {
        window.putAway();
      }
    } catch (IOException e) {
      LOG.warn("The workspace could not be released", e);
    } finally {
      if (interrupt != null) {
        interrupt.close();
      }
    }
  }
}
