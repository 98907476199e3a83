package app.valence.training.pretraining;

import app.valence.model.CausalLanguageModel;
import app.valence.model.MaskedLanguageModel;
import app.valence.model.Model;
import app.valence.model.tokenizer.Tokenizer;
import app.valence.training.loop.LabelledBatch;
import java.util.SplittableRandom;

/** What a language model is to guess of the text that it reads, and how text is cut for it. */
sealed interface LanguageModelling permits WordMasking, NextTokens {
  /**
   * What {@code model} learns by: an encoder by hidden words, a decoder by the token that follows.
   *
   * @param maskedShare of the tokens that an encoder is to guess
   * @throws IllegalArgumentException if the model has the head of another task, or if the tokenizer
   *     lacks a special token
   */
  static LanguageModelling of(Model model, Tokenizer tokenizer, double maskedShare) {
    if (model instanceof MaskedLanguageModel) {
      return new WordMasking(tokenizer, maskedShare);
    }
    if (model instanceof CausalLanguageModel) {
      return new NextTokens(tokenizer);
    }
    throw new IllegalArgumentException(
        "A model with a classification head learns from labelled texts: train it, or choose a"
            + " language model.");
  }

  /**
   * The token that stands between two texts.
   *
   * @throws IllegalArgumentException if there is none
   */
  static int separator(Tokenizer tokenizer) {
    return tokenizer
        .specialTokens()
        .separator()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "The tokenizer has no token that ends a text: name one as \"eos_token\" in its"
                        + " tokenizer_config.json, or make a tokenizer by \"tokenizer train\"."));
  }

  /** Cuts text into sequences of {@code length} tokens, with the special ones. */
  PackedSequences pack(TokenFile text, int length);

  /** What is shown and guessed of full sequences, {@code [rows × length]}, which it may change. */
  LabelledBatch batch(int[] ids, int rows, SplittableRandom random);

  /** The most sequences of {@code length} tokens whose guesses are scored at once. */
  int mostRows(int length);

  /** Tokens of held-out text that are enough to measure on. */
  int tokensToMeasure();

  /** Tells it from others, where a run is to go on as it began. */
  String description();
}
