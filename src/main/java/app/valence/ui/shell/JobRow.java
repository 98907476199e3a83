package app.valence.ui.shell;

import app.valence.jobs.Progress;
import app.valence.ui.jobs.ProgressText;
import app.valence.ui.jobs.RunningJob;
import app.valence.ui.text.Messages;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;

/** One job: what runs, how far it is, how long it will take, Pause and Cancel. */
final class JobRow extends HBox {
  private final RunningJob job;
  private final Messages messages;
  private final ProgressText words;
  private final ProgressBar bar = new ProgressBar(ProgressBar.INDETERMINATE_PROGRESS);
  private final Label state = new Label();

  JobRow(RunningJob job, Messages messages) {
    this.job = job;
    this.messages = messages;
    this.words = new ProgressText(messages.locale());
    getStyleClass().add("job-row");
    bar.setAccessibleText(job.title());
    state.getStyleClass().add("caption");
    var space = new Region();
    setHgrow(space, Priority.ALWAYS);
    getChildren().setAll(new Label(job.title()), bar, state, space);
    if (job.isPausable()) {
      getChildren().add(pauseButton());
    }
    getChildren().add(cancelButton());
    job.progressProperty().subscribe(progress -> update());
    job.pausedProperty().subscribe(paused -> update());
    job.stoppingProperty().subscribe(stopping -> update());
  }

  RunningJob job() {
    return job;
  }

  private void update() {
    Progress progress = job.progressProperty().get();
    bar.setProgress(share(progress));
    if (job.stoppingProperty().get()) {
      state.setText(messages.get("jobs.stopping"));
    } else if (progress != null) {
      String text = words.stage(progress) + " · " + words.of(progress);
      state.setText(job.pausedProperty().get() ? messages.get("jobs.paused") + " · " + text : text);
    }
  }

  private static double share(@Nullable Progress progress) {
    return progress == null || progress.total() <= 0
        ? ProgressBar.INDETERMINATE_PROGRESS
        : (double) progress.done() / progress.total();
  }

  private Button pauseButton() {
    var button = new Button("", new FontIcon("mdmz-pause"));
    button.getStyleClass().addAll("flat", "small");
    button.setOnAction(
        event -> {
          if (job.pausedProperty().get()) {
            job.proceed();
          } else {
            job.pause();
          }
        });
    button.disableProperty().bind(job.stoppingProperty());
    job.pausedProperty()
        .subscribe(
            paused -> {
              button.setText(messages.get(paused ? "jobs.continue" : "jobs.pause"));
              button.setGraphic(new FontIcon(paused ? "mdmz-play_arrow" : "mdmz-pause"));
            });
    return button;
  }

  private Button cancelButton() {
    var button = new Button(messages.get("jobs.cancel"), new FontIcon("mdal-close"));
    button.getStyleClass().addAll("flat", "small");
    button.setOnAction(event -> job.stop(messages.get("jobs.cancelled")));
    button.disableProperty().bind(job.stoppingProperty());
    return button;
  }
}
