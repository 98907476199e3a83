package app.valence.model.generation;

import java.time.Duration;

/** A text while it is written: its characters and its speed. */
final class Writing {
  private final StreamedText streamed;
  private final int promptTokens;
  private final TextListener listener;
  private final StringBuilder text = new StringBuilder();
  private final long started = System.nanoTime();
  private long first = started;
  private long last = started;
  private int tokens;

  Writing(StreamedText streamed, int promptTokens, TextListener listener) {
    this.streamed = streamed;
    this.promptTokens = promptTokens;
    this.listener = listener;
  }

  void add(int token) {
    last = System.nanoTime();
    if (tokens == 0) {
      first = last;
    }
    tokens++;
    tell(streamed.add(token));
  }

  GeneratedText end(TextGenerator.End end) {
    String rest = streamed.rest();
    if (!rest.isEmpty()) {
      tell(rest);
    }
    return new GeneratedText(text.toString(), end, speed());
  }

  private void tell(String part) {
    text.append(part);
    listener.wrote(part, speed());
  }

  private GenerationSpeed speed() {
    return new GenerationSpeed(
        promptTokens, tokens, Duration.ofNanos(first - started), Duration.ofNanos(last - first));
  }
}
