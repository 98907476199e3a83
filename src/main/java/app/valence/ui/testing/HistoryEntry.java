package app.valence.ui.testing;

import app.valence.ui.testing.history.KeptEntry;
import java.nio.file.Path;
import java.util.List;

/**
 * A sentence that was kept with its answer.
 *
 * @param sample the sentence with its true label, where that is known
 * @param model the name of the model that answered
 * @param folder where that model is
 * @param time of day, in the window's language
 */
public record HistoryEntry(
    Sample sample, ShownAnswer answer, String model, Path folder, String time)
    implements KeptEntry<HistoryEntry> {
  /** Whether both say the same of the same sentence by the same model. */
  @Override
  public boolean repeats(HistoryEntry other) {
    return sample.text().equals(other.sample.text())
        && folder.equals(other.folder)
        && answer.shares().equals(other.answer.shares());
  }

  @Override
  public List<String> cells() {
    return List.of(
        sample.text(), answer.name(), answer.percent(), sample.label().orElse(""), model, time);
  }
}
