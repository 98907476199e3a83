package app.valence.ui.testing.generation;

import app.valence.jobs.JobContext;
import app.valence.jobs.PauseGate;
import app.valence.model.DecoderModels;
import app.valence.model.generation.GeneratedText;
import app.valence.model.generation.GenerationSpeed;
import app.valence.model.generation.PromptLengthException;
import app.valence.model.generation.TextGenerator.End;
import app.valence.model.generation.TextListener;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Tells one story word by word, in no time and without an engine. */
public final class FakeGenerator implements Generator {
  /** The most tokens that it reads. */
  public static final int MAXIMUM = 512;

  static final GeneratorFacts FACTS =
      new GeneratorFacts(DecoderModels.config("llama", 512, MAXIMUM), 260_032);
  private static final String STORY =
      " girl named Lily. She loved to play outside in the park. One day, she saw a big, red ball."
          + " It lay in the grass – 5 € 😀 – and nobody was there.\n\nLily took it home and asked"
          + " her mother whose it was.";

  /** What was done, such as {@code "load model"} and {@code "release"}. */
  public final List<String> done = new ArrayList<>();

  /** The texts that were asked for. */
  public final List<TextRequest> requests = new ArrayList<>();

  /** Folders that hold no usable model. */
  public final Set<Path> broken = new HashSet<>();

  /** Holds the story before each word while it is shut. */
  public final PauseGate gate = new PauseGate();

  @Override
  public synchronized GeneratorFacts load(Path folder) throws IOException {
    done.add("load " + folder.getFileName());
    if (broken.contains(folder)) {
      throw new IOException(folder + " is damaged. Copy it again.");
    }
    return FACTS;
  }

  @Override
  public GeneratedText write(TextRequest request, TextListener listener, JobContext context)
      throws IOException {
    synchronized (this) {
      requests.add(request);
    }
    int promptTokens = 1 + request.prompt().length() / 4;
    if (promptTokens > MAXIMUM) {
      throw new PromptLengthException(promptTokens, MAXIMUM);
    }
    var text = new StringBuilder();
    String[] words = STORY.split("(?= )", -1);
    int most = Math.min(words.length, request.settings().maximumTokens());
    for (int word = 0; word < most; word++) {
      gate.pass(context.cancellation());
      if (context.cancellation().isRequested()) {
        return new GeneratedText(text.toString(), End.CANCELLED, speed(promptTokens, word));
      }
      text.append(words[word]);
      listener.wrote(words[word], speed(promptTokens, word + 1));
    }
    End end = most < words.length ? End.MAXIMUM : End.END_OF_TEXT;
    return new GeneratedText(text.toString(), end, speed(promptTokens, most));
  }

  private static GenerationSpeed speed(int promptTokens, int tokens) {
    var each = Duration.ofMillis(10);
    return new GenerationSpeed(
        promptTokens, tokens, each, each.multipliedBy(Math.max(0, tokens - 1)));
  }

  @Override
  public synchronized void release() {
    done.add("release");
  }

  @Override
  public synchronized void close() {
    done.add("close");
  }
}
