package app.valence.model.generation;

import app.valence.jobs.Cancellation;
import app.valence.model.CausalLanguageModel;
import app.valence.model.EndTokens;
import app.valence.model.ModelConfig;
import app.valence.model.ModelFiles;
import app.valence.model.ModelOutline;
import app.valence.model.TokenizerFit;
import app.valence.model.checkpoint.CheckpointException;
import app.valence.model.tokenizer.Tokenizer;
import app.valence.tensor.Precision;
import app.valence.tensor.TensorRuntime;
import app.valence.tensor.TensorScope;
import com.google.errorprone.annotations.MustBeClosed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;

/** A language model that takes texts: the network with its tokenizer. For use by one thread. */
public final class GenerativeModel implements AutoCloseable {
  private final TensorScope scope;
  private final CausalLanguageModel model;
  private final Tokenizer tokenizer;
  private final TextGenerator generator;
  private final int closingTokens;

  private GenerativeModel(
      TensorScope scope, CausalLanguageModel model, Tokenizer tokenizer, TextGenerator generator) {
    this.scope = scope;
    this.model = model;
    this.tokenizer = tokenizer;
    this.generator = generator;
    this.closingTokens = closingTokens(tokenizer);
  }

  /**
   * Loads the language model in {@code folder}; its memory is freed when it is closed.
   *
   * @throws IOException if the folder holds none, with what it is instead or what is wrong about it
   */
  @MustBeClosed
  @SuppressWarnings("MustBeClosedChecker") // Scope and tokenizer are the model's.
  public static GenerativeModel load(Path folder, TensorRuntime runtime, Precision precision)
      throws IOException {
    requireLanguageModel(folder);
    TensorScope scope = runtime.open();
    Tokenizer tokenizer = null;
    try {
      tokenizer = Tokenizer.load(folder);
      CausalLanguageModel model = ModelFiles.causalLanguageModel(folder, scope, 0).model();
      TokenizerFit.require(folder, model.config(), tokenizer);
      Set<Integer> ends = endTokens(folder, model.config(), tokenizer);
      var generator = new TextGenerator(model, precision, scope, ends);
      return new GenerativeModel(scope, model, tokenizer, generator);
    } catch (IOException | RuntimeException e) {
      if (tokenizer != null) {
        tokenizer.close();
      }
      scope.close();
      throw e;
    }
  }

  private static void requireLanguageModel(Path folder) throws IOException {
    ModelOutline outline = ModelOutline.read(folder);
    ModelConfig config = outline.config();
    if (outline.task() == ModelOutline.Task.CLASSIFICATION) {
      throw new CheckpointException(
          folder,
          "it is a classifier of "
              + config.labels().size()
              + " classes ("
              + config.modelType()
              + "), which continues no texts",
          "Choose a language model of type gpt2, llama, mistral or qwen2.");
    }
    if (outline.task() == ModelOutline.Task.NONE && config.architecture().isDecoder()) {
      throw new CheckpointException(
          folder,
          "it has no trained output layer over the vocabulary (lm_head.weight)",
          "Choose a model that was trained as a language model, such as one whose config.json says"
              + " ForCausalLM.");
    }
  }

  private static Set<Integer> endTokens(Path folder, ModelConfig config, Tokenizer tokenizer)
      throws IOException {
    Set<Integer> named = EndTokens.of(folder, config);
    var usual = tokenizer.specialTokens().separator();
    return named.isEmpty() && usual.isPresent() ? Set.of(usual.getAsInt()) : named;
  }

  /** Tokens that the tokenizer puts behind every text: after them, nothing would go on. */
  private static int closingTokens(Tokenizer tokenizer) {
    int[] none = tokenizer.encode("", Integer.MAX_VALUE).ids();
    int[] some = tokenizer.encode("a", Integer.MAX_VALUE).ids();
    int same = 0;
    while (same < none.length && none[none.length - 1 - same] == some[some.length - 1 - same]) {
      same++;
    }
    return same;
  }

  /** The network's shape. */
  public ModelConfig config() {
    return model.config();
  }

  /** The number of the network's weights. */
  public long parameters() {
    return model.parameters().count();
  }

  /**
   * Continues a text on the calling thread.
   *
   * @param prompt may be empty if the model has a token that starts a text
   * @param listener hears each token's text at once; together they are the whole text
   * @param cancellation is looked at before each token; what was written till then is kept
   * @throws PromptLengthException if the prompt has no token, or more than the model can read
   */
  public GeneratedText continueText(
      String prompt, GenerationSettings settings, TextListener listener, Cancellation cancellation)
      throws PromptLengthException {
    int[] tokens = promptTokens(prompt);
    var writing = new Writing(new StreamedText(tokenizer, tokens), tokens.length, listener);
    var added = generator.continueText(tokens, settings, writing::add, cancellation);
    return writing.end(added.end());
  }

  private int[] promptTokens(String prompt) throws PromptLengthException {
    int[] all = tokenizer.encode(prompt, Integer.MAX_VALUE).ids();
    int[] tokens = Arrays.copyOf(all, all.length - closingTokens);
    if (tokens.length == 0) {
      tokens = tokenizer.specialTokens().start().stream().toArray();
    }
    int most = model.config().maximumLength();
    if (tokens.length == 0 || tokens.length > most) {
      throw new PromptLengthException(tokens.length, most);
    }
    return tokens;
  }

  @Override
  public void close() {
    tokenizer.close();
    scope.close();
  }
}
