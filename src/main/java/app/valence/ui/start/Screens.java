package app.valence.ui.start;

import app.valence.adaptation.AdaptedModels;
import app.valence.model.BundledModel;
import app.valence.model.PretrainedModel;
import app.valence.runs.RunStore;
import app.valence.runs.StoredRun;
import app.valence.samples.BundledSamples;
import app.valence.tensor.SharedRuntime;
import app.valence.ui.data.DataScreen;
import app.valence.ui.data.DataViewModel;
import app.valence.ui.model.ModelPlace;
import app.valence.ui.model.ModelScreen;
import app.valence.ui.model.ModelViewModel;
import app.valence.ui.model.WorkspaceAdaptations;
import app.valence.ui.navigation.Navigator;
import app.valence.ui.navigation.Screen;
import app.valence.ui.navigation.ScreenContent;
import app.valence.ui.testing.LiveClassifier;
import app.valence.ui.testing.TestPlace;
import app.valence.ui.testing.TestingScreen;
import app.valence.ui.testing.TestingViewModel;
import app.valence.ui.testing.generation.LiveGenerator;
import app.valence.ui.text.Messages;
import app.valence.ui.training.RecipePlace;
import app.valence.ui.training.TrainingScreen;
import app.valence.ui.training.TrainingViewModel;
import app.valence.ui.training.WorkspaceRuns;
import app.valence.ui.upcoming.UpcomingScreen;
import app.valence.ui.workbench.WindowServices;
import app.valence.ui.workbench.Workbench;
import app.valence.workspace.Workspace;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** All screens, made once for a window. */
final class Screens {
  private final Map<Screen, ScreenContent> all = new EnumMap<>(Screen.class);
  private final DataViewModel data;
  private final TrainingViewModel training;
  private final TestingViewModel testing;

  /**
   * Where runs live and compute.
   *
   * @param engine is started when it is first needed
   */
  record Place(Workspace workspace, RunStore runs, SharedRuntime engine) {}

  /** Makes all screens. */
  Screens(WindowServices services, Workbench workbench, Navigator navigator, Place place) {
    Locale locale = services.locale();
    data = new DataViewModel(services, workbench, navigator, place.workspace.samples());
    all.put(Screen.DATA, DataScreen.create(data, Messages.of(DataScreen.class, locale)));
    training =
        new TrainingViewModel(
            services,
            workbench,
            navigator,
            new WorkspaceRuns(place.workspace, place.engine),
            new RecipePlace(
                place.workspace.samples().resolve(BundledSamples.RECIPES), data::openFor));
    all.put(
        Screen.TRAIN, TrainingScreen.create(training, Messages.of(TrainingScreen.class, locale)));
    testing =
        new TestingViewModel(
            services,
            workbench,
            navigator,
            new TestPlace(
                place.runs,
                place.workspace.models(),
                new LiveClassifier(place.engine),
                new LiveGenerator(place.engine)));
    all.put(Screen.TEST, TestingScreen.create(testing, Messages.of(TestingScreen.class, locale)));
    var models =
        new ModelPlace(
            new AdaptedModels(place.workspace.models()),
            new WorkspaceAdaptations(place.workspace, place.engine),
            BundledModel.offered(),
            PretrainedModel::folder);
    var model = new ModelViewModel(services, workbench, navigator, models);
    all.put(Screen.MODEL, ModelScreen.create(model, Messages.of(ModelScreen.class, locale)));
    for (Screen screen : List.of(Screen.EVALUATE, Screen.LABEL, Screen.RUNS)) {
      all.put(screen, UpcomingScreen.create(screen, locale));
    }
  }

  /** The screens by their place on the rail. */
  Map<Screen, ScreenContent> all() {
    return Collections.unmodifiableMap(all);
  }

  /** Opens the bundled sample. */
  void openSample() {
    data.sampleCommand().execute();
  }

  /** Goes on with a run. */
  void resume(StoredRun run) {
    training.resume(run);
  }

  /** Frees what screens hold in native memory. */
  void close() {
    testing.close();
  }

  /** The screen of that name, if there is one. */
  static Optional<Screen> named(String name) {
    return Arrays.stream(Screen.values()).filter(s -> s.name().equals(name)).findFirst();
  }
}
