package app.valence.evaluation;

import app.valence.data.Dataset;
import app.valence.data.LabelSet;
import app.valence.jobs.JobContext;
import app.valence.model.EncodedExamples;
import app.valence.model.ModelConfig;
import app.valence.model.ModelFiles;
import app.valence.model.SequenceClassifier;
import app.valence.model.TokenizerFit;
import app.valence.model.tokenizer.Encoding;
import app.valence.model.tokenizer.Tokenizer;
import app.valence.tensor.Precision;
import app.valence.tensor.TensorRuntime;
import app.valence.tensor.TensorScope;
import com.google.errorprone.annotations.MustBeClosed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A trained classifier that takes texts: the network with its tokenizer. For use by one thread. */
public final class TextClassifier implements AutoCloseable {
  private final TensorScope scope;
  private final SequenceClassifier model;
  private final Tokenizer tokenizer;
  private final ModelEvaluator evaluator;
  private final int maximumLength;

  /**
   * How texts are put to the network.
   *
   * @param precision what it computes in
   * @param maximumLength tokens of a text with the special ones, longer texts are cut; 0 for as
   *     many as the model can take
   */
  public record Options(Precision precision, int maximumLength) {}

  private TextClassifier(
      TensorScope scope, SequenceClassifier model, Tokenizer tokenizer, Options options) {
    this.scope = scope;
    this.model = model;
    this.tokenizer = tokenizer;
    this.evaluator = new ModelEvaluator(model, options.precision());
    int most = model.config().maximumLength();
    this.maximumLength =
        options.maximumLength() == 0 ? most : Math.min(most, options.maximumLength());
  }

  /**
   * Loads the trained classifier in {@code folder}, which may be an adapter; its memory is freed
   * when it is closed.
   *
   * @throws IOException if the folder holds none, with what is wrong about it
   */
  @MustBeClosed
  @SuppressWarnings("MustBeClosedChecker") // Scope and tokenizer are the classifier's.
  public static TextClassifier load(Path folder, TensorRuntime runtime, Options options)
      throws IOException {
    TensorScope scope = runtime.open();
    Tokenizer tokenizer = null;
    try {
      SequenceClassifier model = ModelFiles.classifier(folder, scope);
      tokenizer = Tokenizer.load(ModelFiles.tokenizerFolder(folder));
      TokenizerFit.require(folder, model.config(), tokenizer);
      return new TextClassifier(scope, model, tokenizer, options);
    } catch (IOException | RuntimeException e) {
      if (tokenizer != null) {
        tokenizer.close();
      }
      scope.close();
      throw e;
    }
  }

  /** The classes, in the order of the probabilities. */
  public LabelSet labels() {
    return model.config().labels();
  }

  /** Tokens of a text with the special ones; what is longer is cut. */
  public int maximumLength() {
    return maximumLength;
  }

  /** Tokens that all of {@code text} has with the special ones, however long it is. */
  public int tokens(String text) {
    return tokenizer.encodeAll(List.of(text), Integer.MAX_VALUE).get(0).ids().length;
  }

  /** The network's shape. */
  public ModelConfig config() {
    return model.config();
  }

  /** The number of the network's weights. */
  public long parameters() {
    return model.parameters().count();
  }

  /** Tokenizes a data set for {@link #evaluate}. */
  public EncodedExamples encode(Dataset dataset, JobContext context) {
    return EncodedExamples.encode(dataset, tokenizer, maximumLength, context);
  }

  /** Measures the classifier on examples that are labelled with its classes. */
  public ModelEvaluator.Evaluation evaluate(EncodedExamples examples, JobContext context) {
    return evaluator.evaluate(examples, scope, context);
  }

  /** A probability for each class of each text, {@code [texts][classes]}. */
  public double[][] probabilities(List<String> texts, JobContext context) {
    List<int[]> ids =
        tokenizer.encodeAll(texts, maximumLength).stream().map(Encoding::ids).toList();
    var unlabelled = new EncodedExamples(ids, new int[ids.size()], 0);
    return evaluator.probabilities(unlabelled, scope, context);
  }

  @Override
  public void close() {
    tokenizer.close();
    scope.close();
  }
}
