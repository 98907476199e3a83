package app.valence.training.setup;

import app.valence.model.AdapterFiles;
import app.valence.model.CausalLanguageModel;
import app.valence.model.ModelFiles;
import app.valence.model.TokenizerFit;
import app.valence.model.checkpoint.CheckpointException;
import app.valence.model.tokenizer.Tokenizer;
import app.valence.model.tokenizer.TokenizerException;
import app.valence.tensor.Precision;
import app.valence.tensor.TensorScope;
import app.valence.training.LayerSettings;
import app.valence.training.saving.UnusableCheckpointException;
import com.google.errorprone.annotations.MustBeClosed;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Where the decoder of a run comes from.
 *
 * @param isCheckpoint whether it is one of the run that is resumed
 * @param matrices the number format of the matrices that an adapter stands beside
 */
public record DecoderSource(Path folder, boolean isCheckpoint, Precision matrices) {
  /** A decoder whose matrices can be trained. */
  public DecoderSource(Path folder, boolean isCheckpoint) {
    this(folder, isCheckpoint, Precision.FP32);
  }

  /**
   * A model to train.
   *
   * @param origin where it came from, in a sentence or two
   */
  public record Start(CausalLanguageModel model, String origin) {}

  /** The same, which keeps what is never trained as {@code settings} ask for. */
  public DecoderSource keeping(LayerSettings settings) {
    return new DecoderSource(folder, isCheckpoint, settings.baseMatrices());
  }

  /** Its tokenizer. */
  @MustBeClosed
  public Tokenizer tokenizer() throws IOException {
    try {
      return Tokenizer.load(ModelFiles.tokenizerFolder(folder));
    } catch (TokenizerException e) {
      throw isCheckpoint ? UnusableCheckpointException.of(folder, e) : e;
    }
  }

  /**
   * The model, whose parameters belong to {@code scope}; that of a checkpoint keeps its adapter,
   * and another folder's adapter is merged into its base.
   *
   * @param seed what drawn parameters follow from
   */
  public Start model(Tokenizer tokenizer, TensorScope scope, long seed) throws IOException {
    try {
      Start start = isCheckpoint ? resumed(scope, seed) : loaded(scope, seed);
      TokenizerFit.require(folder, start.model().config(), tokenizer);
      return start;
    } catch (CheckpointException e) {
      throw isCheckpoint ? UnusableCheckpointException.of(folder, e) : e;
    }
  }

  private Start resumed(TensorScope scope, long seed) throws IOException {
    CausalLanguageModel model =
        AdapterFiles.holdsAdapter(folder)
            ? AdapterFiles.causalLanguageModel(folder, scope, matrices)
            : ModelFiles.causalLanguageModel(folder, scope, seed).model();
    return new Start(model, "Resuming from " + folder + ".");
  }

  private Start loaded(TensorScope scope, long seed) throws IOException {
    var loaded = ModelFiles.causalLanguageModel(folder, scope, seed, matrices);
    String report = loaded.report().describe();
    return new Start(
        loaded.model(), "Loaded " + folder + "." + (report.isEmpty() ? "" : " " + report));
  }
}
