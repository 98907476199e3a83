package app.valence.ui.data;

import app.valence.jobs.Progress;
import app.valence.ui.jobs.RunningJob;
import app.valence.ui.text.Messages;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;

/** How far the reading of files is, with a way to stop it; takes no room while nothing is read. */
public final class ReadingBar extends HBox {
  private final Label title = new Label();
  private final ProgressBar bar = new ProgressBar();
  private final Button cancel = new Button();
  private Subscription progress = () -> {};

  /** A bar that is hidden. */
  public ReadingBar() {
    getStyleClass().addAll("space-m", "reading-bar");
    bar.setMaxWidth(Double.MAX_VALUE);
    setHgrow(bar, Priority.ALWAYS);
    title.setMinWidth(USE_PREF_SIZE);
    getChildren().setAll(title, bar, cancel);
    managedProperty().bind(visibleProperty());
    setVisible(false);
  }

  void bind(DataOpening opening, Messages messages) {
    cancel.setText(messages.get("cancel"));
    cancel.setMinWidth(USE_PREF_SIZE);
    cancel.setOnAction(pressed -> opening.stop());
    opening.jobProperty().subscribe(this::follow);
  }

  private void follow(@Nullable RunningJob job) {
    progress.unsubscribe();
    progress = () -> {};
    setVisible(job != null);
    if (job != null) {
      title.setText(job.title());
      bar.setAccessibleText(job.title());
      progress = job.progressProperty().subscribe(this::show);
    }
  }

  private void show(@Nullable Progress far) {
    bar.setProgress(
        far == null || far.total() <= 0
            ? ProgressBar.INDETERMINATE_PROGRESS
            : far.done() / (double) far.total());
  }
}
