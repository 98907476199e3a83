package app.valence.prompting;

/**
 * An example as tokens: its prompt and the answer to it.
 *
 * @param ids all of them, special ones included
 * @param answerStart the first token of the answer, which goes on to the end
 * @param shortened whether the text had to be cut, or demonstrations left out
 */
@SuppressWarnings("ArrayRecordComponent") // Handed on, never compared.
public record PromptedText(int[] ids, int answerStart, boolean shortened) {
  /** Tokens of the answer. */
  public int answerTokens() {
    return ids.length - answerStart;
  }
}
