package app.valence.ui.testing.generation;

import app.valence.ui.testing.history.KeptEntry;
import java.util.List;

/**
 * A text that was written.
 *
 * @param shown as it stood there at its end
 * @param settings the request's settings in words
 * @param tokens that were added, in words
 * @param time of day, in the window's language
 */
public record GenerationEntry(
    TextRequest request, ShownText shown, String settings, String tokens, String time)
    implements KeptEntry<GenerationEntry> {
  /** Whether the same was asked of the same model, and the same came of it. */
  @Override
  public boolean repeats(GenerationEntry other) {
    return request.equals(other.request) && shown.text().equals(other.shown.text());
  }

  @Override
  public List<String> cells() {
    return List.of(
        shown.prompt(),
        shown.text(),
        settings,
        tokens,
        shown.ending(),
        request.model().name(),
        time);
  }
}
