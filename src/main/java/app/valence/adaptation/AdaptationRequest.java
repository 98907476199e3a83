package app.valence.adaptation;

import app.valence.data.corpus.CorpusFile;
import app.valence.model.PretrainedModel;
import app.valence.training.pretraining.PretrainingSettings;
import java.util.ArrayList;
import java.util.List;

/**
 * What a person asked for; with the same files and program it gives the same model.
 *
 * @param name what the person calls the model that comes of it
 * @param base the model that is adapted
 * @param texts what it learns from
 * @param heldOutOneIn one text in so many is held out to measure on
 */
public record AdaptationRequest(
    String name,
    PretrainedModel base,
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
