package app.valence.ui.start;

import app.valence.runs.RunStore;
import app.valence.runs.StoredRun;
import app.valence.tensor.SharedRuntime;
import app.valence.ui.navigation.Navigator;
import app.valence.ui.navigation.Screen;
import app.valence.ui.navigation.ScreenContent;
import app.valence.ui.upcoming.UpcomingScreen;
import app.valence.ui.workbench.WindowServices;
import app.valence.ui.workbench.Workbench;
import app.valence.workspace.Workspace;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** All screens, made once for a window. */
final class Screens {
  private final Map<Screen, ScreenContent> all;

  /**
   * Where runs live and compute.
   *
   * @param engine is started when it is first needed
   */
  record Place(Workspace workspace, RunStore runs, SharedRuntime engine) {}

  private Screens(Map<Screen, ScreenContent> all) {
    this.all = Collections.unmodifiableMap(all);
  }

  static Screens create(
      WindowServices services, Workbench workbench, Navigator navigator, Place place) {
    Map<Screen, ScreenContent> all = new EnumMap<>(Screen.class);
    for (Screen screen : new Screen[] {Screen.MODEL, Screen.EVALUATE, Screen.LABEL, Screen.RUNS}) {
      all.put(screen, UpcomingScreen.create(screen, services.locale()));
    }
    return new Screens(all);
  }

  /** The screens by their place on the rail. */
  Map<Screen, ScreenContent> all() {
    return all;
  }

  /** Opens the bundled sample in the folder of samples. */
  void openSample(Path samples) {}

  /** Goes on with a run. */
  void resume(StoredRun run) {}

  /** Frees what screens hold in native memory. */
  void close() {}

  /** The screen of that name, if there is one. */
  static Optional<Screen> named(String name) {
    return Arrays.stream(Screen.values()).filter(s -> s.name().equals(name)).findFirst();
  }
}
