package app.valence.ui.jobs;

import javafx.application.Platform;

/** JavaFX's own thread. */
public final class FxThread implements UiThread {
  @Override
  public void later(Runnable work) {
    Platform.runLater(work);
  }
}
