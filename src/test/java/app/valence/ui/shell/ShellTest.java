package app.valence.ui.shell;

import static org.assertj.core.api.Assertions.assertThat;

import app.valence.jobs.PauseGate;
import app.valence.jobs.Progress;
import app.valence.settings.SettingsFile;
import app.valence.settings.UserSettings;
import app.valence.settings.UserSettings.Theme;
import app.valence.ui.ScreenFixture;
import app.valence.ui.TestServices;
import app.valence.ui.commands.Command;
import app.valence.ui.commands.CommandEntry;
import app.valence.ui.commands.CommandList;
import app.valence.ui.jobs.FxJobRunner.Appearance;
import app.valence.ui.navigation.Navigator;
import app.valence.ui.navigation.Screen;
import app.valence.ui.navigation.ScreenContent;
import app.valence.ui.navigation.ViewLoader;
import app.valence.ui.text.Messages;
import app.valence.ui.upcoming.UpcomingScreen;
import app.valence.ui.workbench.WindowServices;
import app.valence.ui.workbench.Workbench;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

@ExtendWith(ApplicationExtension.class)
class ShellTest {
  private static final Messages WORDS = Messages.of(ShellView.class, Locale.ENGLISH);

  @TempDir static Path folder;

  private final TestServices answers = new TestServices();
  private final Navigator navigator = new Navigator();
  private final AtomicInteger greetings = new AtomicInteger();
  private WindowServices services;
  private SettingsViewModel settings;
  private ShellViewModel shell;
  private Scene scene;

  @Start
  void start(Stage stage) {
    services = answers.threaded();
    var commands = new CommandList();
    shell =
        new ShellViewModel(services.jobs().running(), new Workbench(), navigator, commands, WORDS);
    commands.add(
        List.of(
            new CommandEntry(
                "Test",
                "Wave",
                "F9",
                Command.when(new SimpleBooleanProperty(), greetings::decrementAndGet)),
            new CommandEntry(
                "Test", "Greet the world", "F9", Command.of(greetings::incrementAndGet))));
    settings =
        new SettingsViewModel(
            new SettingsFile(folder), UserSettings.DEFAULTS, answers, answers, WORDS);
    Parent card = ViewLoader.load(new SettingsView(settings, WORDS, shell::closeOverlay), WORDS);
    Map<ShellViewModel.Overlay, OverlayContent> overlays =
        Map.of(
            ShellViewModel.Overlay.PALETTE,
            new Palette(shell, WORDS).overlay(),
            ShellViewModel.Overlay.KEYS,
            new Keys(shell, WORDS).overlay(),
            ShellViewModel.Overlay.SETTINGS,
            new OverlayContent(card, card::requestFocus));
    var view = new ShellView(shell, WORDS, screens(), overlays);
    Parent root = ViewLoader.load(view, WORDS);
    scene = ScreenFixture.show(stage, root, app.valence.ui.theme.Appearance.LIGHT);
    view.installKeys(scene);
  }

  private static Map<Screen, ScreenContent> screens() {
    Map<Screen, ScreenContent> screens = new EnumMap<>(Screen.class);
    for (Screen screen : List.of(Screen.EVALUATE, Screen.LABEL, Screen.RUNS)) {
      screens.put(screen, UpcomingScreen.create(screen, Locale.ENGLISH));
    }
    return screens;
  }

  @Test
  void theRailAndItsKeysShowTheScreens(FxRobot robot) {
    robot.clickOn("#rail-runs");
    assertThat(navigator.currentProperty().get()).isEqualTo(Screen.RUNS);
    robot.press(KeyCode.CONTROL, KeyCode.DIGIT4).release(KeyCode.DIGIT4, KeyCode.CONTROL);
    assertThat(navigator.currentProperty().get()).isEqualTo(Screen.EVALUATE);
    assertThat(ScreenFixture.visibleTexts()).anyMatch(text -> text.contains("confusion matrix"));
  }

  @Test
  void thePaletteFindsACommandAndDoesIt(FxRobot robot) {
    robot.press(KeyCode.CONTROL, KeyCode.K).release(KeyCode.K, KeyCode.CONTROL);
    robot.write("greet");
    WaitForAsyncUtils.waitForFxEvents();
    robot.interact(() -> ScreenFixture.picture(scene, "shell-palette"));
    assertThat(ScreenFixture.visibleTexts())
        .contains("Greet the world")
        .doesNotContain("Show all keys");
    robot.type(KeyCode.ENTER);
    assertThat(greetings).hasValue(1);
    assertThat(shell.overlayProperty().get()).isEqualTo(ShellViewModel.Overlay.NONE);
  }

  @Test
  void aKeyOfSeveralCommandsDoesTheOneThatIsPossible(FxRobot robot) {
    robot.type(KeyCode.F9);
    WaitForAsyncUtils.waitForFxEvents();
    assertThat(greetings).hasValue(1);
  }

  @Test
  void everyKeyIsShownOnF1AndEscapeClosesTheList(FxRobot robot) {
    robot.type(KeyCode.F1);
    WaitForAsyncUtils.waitForFxEvents();
    robot.interact(() -> ScreenFixture.picture(scene, "shell-keys"));
    assertThat(ScreenFixture.visibleTexts()).contains("Ctrl+K", "Find a command", "F1");
    robot.type(KeyCode.ESCAPE);
    assertThat(shell.overlayProperty().get()).isEqualTo(ShellViewModel.Overlay.NONE);
  }

  @Test
  void aChangedSettingIsSavedAndAWrongNumberIsNot(FxRobot robot) {
    robot.clickOn("#settingsButton");
    WaitForAsyncUtils.waitForFxEvents();
    robot.interact(() -> ScreenFixture.picture(scene, "shell-settings"));
    robot.clickOn("#theme").clickOn("Dark");
    robot.doubleClickOn("#threads").write("2");
    assertThat(new SettingsFile(folder).loadSettings().value())
        .isEqualTo(UserSettings.DEFAULTS.withTheme(Theme.DARK).withThreads(2));
    robot.clickOn("#threads").write("x");
    assertThat(ScreenFixture.visibleTexts())
        .anyMatch(text -> text.startsWith("A whole number from 0 to"));
    assertThat(settings.settingsProperty().get().threads()).isEqualTo(2);
  }

  @Test
  void aJobShowsItsProgressAndCanBePausedAndCancelled(FxRobot robot) throws Exception {
    var gate = new PauseGate();
    var ended = new AtomicInteger();
    robot.interact(
        () ->
            services
                .jobs()
                .start(
                    Appearance.pausable("Training", gate),
                    context -> {
                      context
                          .progress()
                          .accept(
                              new Progress("Training", 30, 120, "steps", Duration.ofSeconds(3)));
                      while (!context.cancellation().isRequested()) {
                        gate.pass(context.cancellation());
                        Thread.onSpinWait();
                      }
                      return 1;
                    },
                    outcome -> ended.incrementAndGet()));
    WaitForAsyncUtils.waitFor(
        10,
        TimeUnit.SECONDS,
        () ->
            ScreenFixture.visibleTexts().stream()
                .anyMatch(text -> text.contains("30 of 120 steps")));
    assertThat(ScreenFixture.visibleTexts())
        .anyMatch(text -> text.contains("10 a second · 0:09 left"));
    robot.clickOn("Pause");
    assertThat(gate.isPaused()).isTrue();
    robot.interact(() -> ScreenFixture.picture(scene, "shell-job"));
    robot.clickOn("Cancel");
    WaitForAsyncUtils.waitFor(10, TimeUnit.SECONDS, () -> ended.get() == 1);
    assertThat(ScreenFixture.visibleTexts()).contains("Nothing is running.");
  }
}
