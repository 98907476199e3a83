package app.valence.ui.shell;

import app.valence.ui.jobs.RunningJob;
import app.valence.ui.text.Messages;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/** The jobs that run, a row each, along the lower edge of the window. */
final class JobStrip {
  private final VBox box;
  private final ObservableList<RunningJob> jobs;
  private final Messages messages;

  JobStrip(VBox box, ObservableList<RunningJob> jobs, Messages messages) {
    this.box = box;
    this.jobs = jobs;
    this.messages = messages;
    jobs.addListener((ListChangeListener<RunningJob>) change -> update());
    update();
  }

  private void update() {
    if (jobs.isEmpty()) {
      var nothing = new Label(messages.get("jobs.none"));
      nothing.getStyleClass().add("caption");
      box.getChildren().setAll(nothing);
      return;
    }
    box.getChildren().removeIf(node -> !(node instanceof JobRow row) || !jobs.contains(row.job()));
    for (RunningJob job : jobs) {
      boolean shown =
          box.getChildren().stream().anyMatch(n -> n instanceof JobRow row && row.job() == job);
      if (!shown) {
        box.getChildren().add(new JobRow(job, messages));
      }
    }
  }
}
