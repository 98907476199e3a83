package app.valence.ui.training;

import app.valence.runs.StoredRun;
import app.valence.ui.jobs.RunPhase;
import app.valence.ui.text.Messages;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import javafx.beans.binding.Bindings;
import javafx.collections.ListChangeListener;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;

/** The runs that ended, in a menu; the chosen one is shown again. */
final class EarlierMenu extends MenuButton {
  /** Of more runs the menu would be longer than the window. */
  private static final int MOST = 15;

  private final EarlierRuns runs;
  private final DateTimeFormatter time;

  EarlierMenu(TrainingViewModel viewModel, Messages messages) {
    super(messages.get("earlier.title"));
    this.runs = viewModel.earlier();
    this.time =
        DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
            .withLocale(messages.locale())
            .withZone(ZoneId.systemDefault());
    setMinWidth(USE_PREF_SIZE);
    runs.entries().addListener((ListChangeListener<StoredRun>) change -> fill());
    fill();
    disableProperty().bind(viewModel.phaseProperty().isNotEqualTo(RunPhase.IDLE));
    visibleProperty()
        .bind(Bindings.isNotEmpty(runs.entries()).and(viewModel.curves().allShownProperty().not()));
    managedProperty().bind(visibleProperty());
  }

  private void fill() {
    getItems().setAll(runs.entries().stream().limit(MOST).map(this::item).toList());
  }

  private MenuItem item(StoredRun run) {
    String name = run.record().request().name() + " · " + time.format(run.record().started());
    var item = new MenuItem(name);
    item.setMnemonicParsing(false);
    item.setOnAction(event -> runs.open(run));
    return item;
  }
}
