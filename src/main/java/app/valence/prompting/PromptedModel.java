package app.valence.prompting;

import app.valence.data.LabelSet;
import app.valence.jobs.JobContext;
import app.valence.model.CausalLanguageModel;
import app.valence.model.ModelConfig;
import app.valence.model.ModelFiles;
import app.valence.model.TokenizerFit;
import app.valence.model.tokenizer.Tokenizer;
import app.valence.tensor.Precision;
import app.valence.tensor.TensorRuntime;
import app.valence.tensor.TensorScope;
import com.google.errorprone.annotations.MustBeClosed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A decoder that was tuned by instruction, with its tokenizer and its prompts. */
public final class PromptedModel implements AutoCloseable {
  private final TensorScope scope;
  private final Tokenizer tokenizer;
  private final CausalLanguageModel model;
  private final PromptClassifier classifier;

  private PromptedModel(
      TensorScope scope,
      Tokenizer tokenizer,
      CausalLanguageModel model,
      PromptClassifier classifier) {
    this.scope = scope;
    this.tokenizer = tokenizer;
    this.model = model;
    this.classifier = classifier;
  }

  /**
   * Loads the model in {@code folder}; its memory is freed when it is closed.
   *
   * @param length the most tokens of a prompt; empty for as many as it was tuned with
   * @throws IOException if the folder holds none, with what is wrong about it
   */
  @MustBeClosed
  @SuppressWarnings("MustBeClosedChecker") // Scope and tokenizer are the model's.
  public static PromptedModel load(
      Path folder, TensorRuntime runtime, Precision precision, Optional<Integer> length)
      throws IOException {
    PromptFile.Content content = PromptFile.read(folder);
    TensorScope scope = runtime.open();
    Tokenizer tokenizer = null;
    try {
      tokenizer = Tokenizer.load(ModelFiles.tokenizerFolder(folder));
      var model = ModelFiles.causalLanguageModel(folder, scope, 0).model();
      TokenizerFit.require(folder, model.config(), tokenizer);
      var decoder = new PromptModes.Decoder(model, tokenizer, content.form(), precision);
      var settings = ScoringSettings.ofTuned(length.orElse(content.length()));
      var modes = new PromptModes(decoder, settings, scope);
      return new PromptedModel(
          scope, tokenizer, model, modes.zeroShot(Optional.empty(), JobContext.detached()));
    } catch (IOException | RuntimeException e) {
      if (tokenizer != null) {
        tokenizer.close();
      }
      scope.close();
      throw e;
    }
  }

  /** The classes. */
  public LabelSet labels() {
    return classifier.labels();
  }

  /** The network's shape. */
  public ModelConfig config() {
    return model.config();
  }

  /** The number of the network's weights. */
  public long parameters() {
    return model.parameters().count();
  }

  /** Tokens that all of {@code text} has, without its prompt, however long it is. */
  public int tokens(String text) {
    return tokenizer.encodeAll(List.of(text), Integer.MAX_VALUE).get(0).ids().length;
  }

  /** What classifies. */
  public PromptClassifier classifier() {
    return classifier;
  }

  @Override
  public void close() {
    tokenizer.close();
    scope.close();
  }
}
