package app.valence.adaptation;

import app.valence.data.corpus.CorpusFile;
import app.valence.training.pretraining.PretrainingSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a person asked for; with the same files and program it gives the same model.
 *
 * @param name what the person calls the model that comes of it
 * @param base the folder of the model that is adapted; absent for the bundled one
 * @param texts what it learns from
 * @param heldOutOneIn one text in so many is held out to measure on
 */
public record AdaptationRequest(
    String name,
    Optional<Path> base,
    List<CorpusFile> texts,
    PretrainingSettings settings,
    int heldOutOneIn) {
  /** Keeps its own copy. */
  public AdaptationRequest {
    texts = List.copyOf(texts);
  }

  /** The same under another name. */
  public AdaptationRequest withName(String other) {
    return new AdaptationRequest(other, base, texts, settings, heldOutOneIn);
  }

  /** The same with one more file. */
  AdaptationRequest withText(CorpusFile more) {
    var all = new ArrayList<>(texts);
    all.add(more);
    return new AdaptationRequest(name, base, all, settings, heldOutOneIn);
  }
}
