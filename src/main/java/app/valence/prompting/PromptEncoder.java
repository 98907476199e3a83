package app.valence.prompting;

import app.valence.data.Dataset;
import app.valence.data.Example;
import app.valence.jobs.JobContext;
import app.valence.jobs.Progress;
import app.valence.model.CausalLanguageModel;
import app.valence.model.tokenizer.Encoding;
import app.valence.model.tokenizer.Tokenizer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * Turns texts into the tokens of prompts and answers. A prompt is tokenized together with its
 * answer, so that words are split as anywhere else. What is too long loses demonstrations first,
 * then the end of its text; the template and the answer stay whole.
 */
public final class PromptEncoder {
  private static final int CHUNK = 1_000;

  private final Tokenizer tokenizer;
  private final PromptForm form;
  private final int length;
  private final List<PromptShape> shapes = new ArrayList<>();
  private final int[] start;
  private final int[] end;

  /**
   * Where tokens of prompts come from and go to.
   *
   * @param endToken what ends a text, for models without a chat template, which has its own
   * @param length the most tokens of a prompt with its answer
   * @param mostShots the most demonstrations of a prompt
   */
  public record Limits(OptionalInt endToken, int length, int mostShots) {
    /** Those of a model. */
    public static Limits of(
        CausalLanguageModel model, Tokenizer tokenizer, int length, int mostShots) {
      OptionalInt end = tokenizer.specialTokens().separator();
      OptionalInt known =
          model.config().endTokens().stream().mapToInt(Integer::intValue).sorted().findFirst();
      return new Limits(end.isPresent() ? end : known, length, mostShots);
    }
  }

  /**
   * An encoder of prompts.
   *
   * @throws ChatTemplateException if the form's chat template cannot write such prompts
   */
  public PromptEncoder(Tokenizer tokenizer, PromptForm form, Limits limits)
      throws ChatTemplateException {
    this.tokenizer = tokenizer;
    this.form = form;
    this.length = limits.length();
    boolean chat = form.chat().isPresent();
    this.start = chat ? new int[0] : startOf(tokenizer);
    this.end = chat ? new int[0] : limits.endToken().stream().toArray();
    for (int shots = 0; shots <= limits.mostShots(); shots++) {
      shapes.add(form.shape(shots));
    }
  }

  /** What the tokenizer puts before any text. */
  private static int[] startOf(Tokenizer tokenizer) {
    int[] around = tokenizer.encode("", Integer.MAX_VALUE).ids();
    OptionalInt known = tokenizer.specialTokens().start();
    return around.length > 0 && known.isPresent() && around[0] == known.getAsInt()
        ? new int[] {around[0]}
        : new int[0];
  }

  /** How prompts read. */
  public PromptForm form() {
    return form;
  }

  /** The most tokens of a prompt with its answer. */
  public int length() {
    return length;
  }

  /**
   * The examples of a data set with their own answers, to learn from.
   *
   * @throws PromptTooLongException if not even an empty text fits
   */
  public List<PromptedText> examples(Dataset dataset, JobContext context) {
    List<Example> all = dataset.examples();
    List<PromptedText> encoded = new ArrayList<>(all.size());
    long started = System.nanoTime();
    for (int from = 0; from < all.size(); from += CHUNK) {
      context.cancellation().throwIfRequested();
      List<Example> chunk = all.subList(from, Math.min(from + CHUNK, all.size()));
      encoded.addAll(examples(chunk));
      var elapsed = Duration.ofNanos(System.nanoTime() - started);
      context
          .progress()
          .accept(new Progress("Tokenizing", encoded.size(), all.size(), "texts", elapsed));
    }
    return encoded;
  }

  private List<PromptedText> examples(List<Example> chunk) {
    PromptShape shape = shapes.get(0);
    List<String> texts = new ArrayList<>();
    for (Example example : chunk) {
      String prompt = shape.prompt(List.of(), example.text().strip());
      texts.add(prompt);
      texts.add(prompt + shape.answer(form.words().word(example.label())));
    }
    List<int[]> ids = tokenizer.encodeBare(texts);
    List<PromptedText> encoded = new ArrayList<>();
    for (int i = 0; i < chunk.size(); i++) {
      PromptedText whole = prompted(ids.get(2 * i), ids.get(2 * i + 1), end, false);
      Example example = chunk.get(i);
      encoded.add(
          whole.ids().length <= length
              ? whole
              : fitted(
                      List.of(),
                      example.text().strip(),
                      List.of(shape.answer(form.words().word(example.label()))),
                      end)
                  .get(0));
    }
    return encoded;
  }

  /**
   * A text with the words of all classes, to choose from.
   *
   * @param shots demonstrations, the most important ones last
   * @throws PromptTooLongException if not even an empty text fits
   */
  public PromptedChoices choices(List<Shot> shots, String text) {
    PromptShape shape = shapes.get(0);
    List<String> labels = form.words().words().stream().map(shape::label).toList();
    return new PromptedChoices(fitted(shots, text.strip(), labels, new int[0]));
  }

  /** The first {@code tokens} tokens of a text. */
  public String beginning(String text, int tokens) {
    Encoding encoding = tokenizer.encode(text, Integer.MAX_VALUE);
    int seen = 0;
    for (int i = 0; i < encoding.ids().length; i++) {
      boolean special = encoding.ends()[i] == 0;
      if (!special && ++seen > tokens) {
        return text.substring(0, encoding.starts()[i]).stripTrailing();
      }
    }
    return text;
  }

  /** Shortens a prompt until all of its answers fit. */
  private List<PromptedText> fitted(
      List<Shot> shots, String text, List<String> answers, int[] after) {
    List<Shot> kept = shots;
    String rest = text;
    while (true) {
      boolean shortened = kept.size() < shots.size() || rest.length() < text.length();
      List<PromptedText> all = encode(kept, rest, answers, after, shortened);
      int longest = all.stream().mapToInt(each -> each.ids().length).max().orElse(0);
      if (longest <= length) {
        return all;
      }
      if (!kept.isEmpty()) {
        kept = kept.subList(1, kept.size());
      } else if (rest.isEmpty()) {
        throw new PromptTooLongException(longest, length);
      } else {
        rest = shorter(rest, longest - length);
      }
    }
  }

  /** Without so many tokens at its end, and at least one character less. */
  private String shorter(String text, int tokens) {
    int all = tokenizer.encodeBare(List.of(text)).get(0).length;
    String cut = beginning(text, Math.max(0, all - tokens));
    return cut.length() < text.length()
        ? cut
        : text.substring(0, text.offsetByCodePoints(text.length(), -1)).stripTrailing();
  }

  private List<PromptedText> encode(
      List<Shot> shots, String text, List<String> answers, int[] after, boolean shortened) {
    String prompt = shapes.get(shots.size()).prompt(shots, text);
    List<String> texts = new ArrayList<>(List.of(prompt));
    answers.forEach(answer -> texts.add(prompt + answer));
    List<int[]> ids = tokenizer.encodeBare(texts);
    return ids.subList(1, ids.size()).stream()
        .map(whole -> prompted(ids.get(0), whole, after, shortened))
        .toList();
  }

  /** The answer begins where the tokens are no longer those of the prompt alone. */
  private PromptedText prompted(int[] prompt, int[] whole, int[] after, boolean shortened) {
    int shared = TokenPrefix.shared(prompt, whole, whole.length);
    var ids = new int[start.length + whole.length + after.length];
    System.arraycopy(start, 0, ids, 0, start.length);
    System.arraycopy(whole, 0, ids, start.length, whole.length);
    System.arraycopy(after, 0, ids, start.length + whole.length, after.length);
    return new PromptedText(ids, start.length + shared, shortened);
  }
}
