package app.valence.ui.training;

import static org.assertj.core.api.Assertions.assertThat;

import app.valence.model.ModelFiles;
import app.valence.runs.RunHistory;
import app.valence.runs.RunStore;
import app.valence.runs.StoredRun;
import app.valence.tensor.Device;
import app.valence.tensor.RuntimeOptions;
import app.valence.tensor.SharedRuntime;
import app.valence.ui.ScreenFixture;
import app.valence.ui.TestServices;
import app.valence.ui.jobs.RunPhase;
import app.valence.ui.navigation.Navigator;
import app.valence.ui.text.Messages;
import app.valence.ui.theme.Appearance;
import app.valence.ui.workbench.Workbench;
import app.valence.workspace.Workspace;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javafx.animation.AnimationTimer;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** The screen with a real engine on the bundled sample, in the threads of the window. */
@ExtendWith(ApplicationExtension.class)
@Timeout(180)
class RealRunTest {
  private static final String EPOCHS = System.getProperty("valence.test.epochs", "2");

  @TempDir static Path folder;
  private static Workspace workspace;
  private static SharedRuntime runtime;

  private final Workbench workbench = new Workbench();
  private TrainingViewModel screen;
  private Stage stage;

  @BeforeAll
  @SuppressWarnings("MustBeClosedChecker") // Closed after all tests.
  static void openWorkspace() throws IOException {
    workspace = Workspace.open(folder);
    runtime = new SharedRuntime(RuntimeOptions.within(Device.CPU, 1), Optional.empty());
  }

  @AfterAll
  static void closeWorkspace() throws IOException {
    runtime.close();
    workspace.close();
  }

  @Start
  void start(Stage primary) {
    stage = primary;
    workbench.dataProperty().set(MadeRun.sample());
    screen =
        new TrainingViewModel(
            new TestServices().threaded(),
            workbench,
            new Navigator(),
            new WorkspaceRuns(workspace, runtime),
            MadeRun.RECIPES);
    screen.form().form().startProperty().set(StartChoice.TINY);
    screen.form().form().input(Setting.EPOCHS).textProperty().set(EPOCHS);
    var content =
        TrainingScreen.create(screen, Messages.of(TrainingView.class, Locale.ENGLISH)).content();
    ScreenFixture.show(stage, content, Appearance.LIGHT);
  }

  @AfterEach
  void close() throws Exception {
    FxToolkit.hideStage();
  }

  /**
   * Looks at a condition in every pulse, and measures the longest time between two of them and the
   * most work that JavaFX's thread did in between: what it waits for a core is not its own doing.
   */
  private static final class Pulses extends AnimationTimer {
    private final BooleanSupplier condition;
    private final CountDownLatch met = new CountDownLatch(1);
    private long last;
    private long worst;
    private long lastWork;
    private long mostWork;

    Pulses(BooleanSupplier condition) {
      this.condition = condition;
    }

    @Override
    public void handle(long now) {
      worst = last == 0 ? 0 : Math.max(worst, now - last);
      last = now;
      long work = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      mostWork = lastWork == 0 ? 0 : Math.max(mostWork, work - lastWork);
      lastWork = work;
      if (condition.getAsBoolean()) {
        stop();
        met.countDown();
      }
    }
  }

  /** Waits for a condition on JavaFX's thread; gives what was seen on the way. */
  private static Pulses await(FxRobot robot, BooleanSupplier condition)
      throws InterruptedException {
    var pulses = new Pulses(condition);
    robot.interact(pulses::start);
    assertThat(pulses.met.await(120, TimeUnit.SECONDS)).isTrue();
    return pulses;
  }

  private boolean isIdle() {
    return screen.phaseProperty().get() == RunPhase.IDLE;
  }

  @Test
  void theSampleIsTrainedToAModelThatCanBeTested(FxRobot robot) throws Exception {
    robot.interact(() -> screen.can().start().execute());
    long started = System.nanoTime();
    await(robot, () -> screen.state().numbersProperty().get().position().step() > 0);
    long first = System.nanoTime() - started;
    Pulses seen = await(robot, this::isIdle);
    System.out.printf(
        Locale.ROOT,
        "first point after %.1f s, whole run %.1f s, between two pulses at most %d ms, %d ms of them work%n",
        first / 1e9,
        (System.nanoTime() - started) / 1e9,
        seen.worst / 1_000_000,
        seen.mostWork / 1_000_000);
    assertThat(screen.state().errorProperty().get()).isEmpty();
    int steps = 19 * Integer.parseInt(EPOCHS);
    assertThat(screen.curves().loss().curves().get(0).size()).isEqualTo(steps);
    assertThat(screen.state().reportProperty().get().finished().test()).isPresent();
    assertThat(ModelFiles.holdsClassifier(workbench.modelProperty().get().folder())).isTrue();
    robot.interact(() -> ScreenFixture.picture(stage.getScene(), "train-real"));
  }

  @Test
  void aRunThatWasCutShortGoesOnWithItsCurves(FxRobot robot) throws Exception {
    robot.interact(() -> screen.can().start().execute());
    await(robot, () -> screen.state().numbersProperty().get().position().step() > 20);
    robot.interact(() -> screen.can().stop().execute());
    await(robot, this::isIdle);
    Path run = workbench.modelProperty().get().folder();
    StoredRun stored = RunStore.find(run).orElseThrow();
    int done = RunHistory.read(run).rows().size();
    assertThat(done).isGreaterThan(20);
    robot.interact(() -> screen.resume(stored));
    await(robot, this::isIdle);
    assertThat(screen.state().errorProperty().get()).isEmpty();
    int steps = 19 * Integer.parseInt(EPOCHS);
    assertThat(screen.curves().loss().curves().get(0).size()).isEqualTo(steps);
    assertThat(screen.curves().loss().curves().get(0).x(0)).isEqualTo(1);
    assertThat(screen.state().numbersProperty().get().position().step()).isEqualTo(steps);
  }
}
