package app.valence.ui.training;

import app.valence.data.reading.ImportOptions;
import app.valence.training.setup.TrainingData;
import app.valence.ui.TestServices;
import app.valence.ui.jobs.FxJobRunner;
import app.valence.ui.navigation.Navigator;
import app.valence.ui.workbench.OpenData;
import app.valence.ui.workbench.Workbench;

/** The Train screen without a window, with runs in which only happens what a test says. */
final class TrainingFixture {
  final HeldRuns runs = new HeldRuns();
  final TestServices services = new TestServices();
  final FxJobRunner jobs = new FxJobRunner(runs, Runnable::run);
  final Workbench workbench = new Workbench();
  final Navigator navigator = new Navigator();
  final TrainingViewModel screen;

  /** Whether a recipe's data is opened when it is asked for. */
  boolean opensData;

  TrainingFixture() {
    workbench.dataProperty().set(MadeRun.sample());
    screen =
        new TrainingViewModel(
            services.services(jobs),
            workbench,
            navigator,
            runs,
            new RecipePlace(MadeRun.RECIPES.folder(), this::openData));
    screen.form().form().startProperty().set(StartChoice.TINY);
  }

  private void openData(TrainingData.Sources sources, ImportOptions reading, Runnable then) {
    if (opensData) {
      OpenData sample = MadeRun.sample();
      workbench.dataProperty().set(new OpenData("sentiment", sources, reading, sample.content()));
    }
    then.run();
  }

  /** The commands that can be given now. */
  String possible() {
    TrainingCommands can = screen.can();
    return (can.start().executableProperty().get() ? "start " : "")
        + (can.pause().executableProperty().get() ? "pause " : "")
        + (can.step().executableProperty().get() ? "step " : "")
        + (can.stop().executableProperty().get() ? "stop" : "");
  }
}
