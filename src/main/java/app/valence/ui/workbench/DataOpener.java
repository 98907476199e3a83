package app.valence.ui.workbench;

import app.valence.data.reading.ImportOptions;
import app.valence.training.setup.TrainingData;

/** Opens data for a screen that is not the Data screen. */
@FunctionalInterface
public interface DataOpener {
  /** Reads the files beside the window and opens them; {@code then} follows once they are open. */
  void open(TrainingData.Sources sources, ImportOptions reading, Runnable then);
}
