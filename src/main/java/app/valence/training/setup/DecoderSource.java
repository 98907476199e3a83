package app.valence.training.setup;

import app.valence.model.CausalLanguageModel;
import app.valence.model.ModelFiles;
import app.valence.model.TokenizerFit;
import app.valence.model.checkpoint.CheckpointException;
import app.valence.model.tokenizer.Tokenizer;
import app.valence.model.tokenizer.TokenizerException;
import app.valence.tensor.TensorScope;
import app.valence.training.saving.UnusableCheckpointException;
import com.google.errorprone.annotations.MustBeClosed;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Where the decoder of a run comes from.
 *
 * @param isCheckpoint whether it is one of the run that is resumed
 */
public record DecoderSource(Path folder, boolean isCheckpoint) {
  /**
   * A model to train.
   *
   * @param origin where it came from, in a sentence or two
   */
  public record Start(CausalLanguageModel model, String origin) {}

  /** Its tokenizer. */
  @MustBeClosed
  public Tokenizer tokenizer() throws IOException {
    try {
      return Tokenizer.load(folder);
    } catch (TokenizerException e) {
      throw isCheckpoint ? UnusableCheckpointException.of(folder, e) : e;
    }
  }

  /**
   * The model, whose parameters belong to {@code scope}.
   *
   * @param seed what drawn parameters follow from
   */
  public Start model(Tokenizer tokenizer, TensorScope scope, long seed) throws IOException {
    try {
      var loaded = ModelFiles.causalLanguageModel(folder, scope, seed);
      TokenizerFit.require(folder, loaded.model().config(), tokenizer);
      String report = loaded.report().describe();
      String origin = isCheckpoint ? "Resuming from " + folder + "." : "Loaded " + folder + ".";
      return new Start(loaded.model(), report.isEmpty() ? origin : origin + " " + report);
    } catch (CheckpointException e) {
      throw isCheckpoint ? UnusableCheckpointException.of(folder, e) : e;
    }
  }
}
