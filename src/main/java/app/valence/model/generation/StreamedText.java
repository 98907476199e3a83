package app.valence.model.generation;

import app.valence.model.tokenizer.Tokenizer;
import java.util.Arrays;

/**
 * Turns tokens into text as they come. Text is given out once it can no longer change, and only in
 * whole characters: a token may be a part of one.
 */
public final class StreamedText {
  private static final String INCOMPLETE = "\uFFFD";

  private final Tokenizer tokenizer;
  private int[] tokens;

  /** Tokens before this one only show how the text goes on, such as whether a space comes first. */
  private int start;

  private int given;

  /** A text that goes on after {@code prompt}. */
  public StreamedText(Tokenizer tokenizer, int[] prompt) {
    this.tokenizer = tokenizer;
    this.tokens = prompt.clone();
    this.given = prompt.length;
  }

  /** The text that a further token completes: empty if the token is a part of a character. */
  public String add(int token) {
    tokens = Arrays.copyOf(tokens, tokens.length + 1);
    tokens[tokens.length - 1] = token;
    String before = decode(given);
    String now = decode(tokens.length);
    if (now.endsWith(INCOMPLETE) || now.length() <= before.length()) {
      return "";
    }
    start = given;
    given = tokens.length;
    return now.substring(before.length());
  }

  /** What was held back and is whole; a character that the text ends within is left out. */
  public String rest() {
    String before = decode(given);
    String now = wholeCharacters(decode(tokens.length));
    given = tokens.length;
    return now.length() > before.length() ? now.substring(before.length()) : "";
  }

  private static String wholeCharacters(String text) {
    int end = text.length();
    while (end > 0 && text.startsWith(INCOMPLETE, end - 1)) {
      end--;
    }
    return text.substring(0, end);
  }

  private String decode(int end) {
    return tokenizer.spell(Arrays.copyOfRange(tokens, start, end));
  }
}
