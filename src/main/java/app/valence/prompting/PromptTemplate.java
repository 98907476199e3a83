package app.valence.prompting;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a text and its class are written out for a language model: a text with the placeholders
 * {@code {text}} and {@code {label}}, and maybe {@code {labels}} for all of the classes. The answer
 * begins at {@code {label}}.
 *
 * @param source as it was written
 * @param parts what stands between the placeholders, and these
 */
public record PromptTemplate(String source, List<Part> parts) {
  private static final String EXAMPLE = ", as in \"Review: {text} Sentiment: {label}\".";

  /** Two braces around a name stand for the name in one, as they are. */
  private static final Pattern PLACEHOLDER =
      Pattern.compile("\\{\\{([A-Za-z_]+)\\}\\}|\\{([A-Za-z_]+)\\}");

  /** What serves for any classes. */
  public static final PromptTemplate USUAL =
      parse("Classify the text as one of: {labels}.\n\nText: {text}\nLabel: {label}");

  /** A part of a template. */
  public sealed interface Part {}

  /** Words that stand for themselves. */
  public record Literal(String words) implements Part {}

  /** What something is put in place of. */
  public enum Placeholder implements Part {
    /** The text to classify. */
    TEXT("text"),
    /** The answer. */
    LABEL("label"),
    /** All answers that there are, between commas. */
    LABELS("labels");

    private final String word;

    Placeholder(String word) {
      this.word = word;
    }

    @Override
    public String toString() {
      return "{" + word + "}";
    }
  }

  /** Copies the parts. */
  public PromptTemplate {
    parts = List.copyOf(parts);
  }

  /**
   * Reads a template.
   *
   * @throws PromptTemplateException if a placeholder is missing, unknown, repeated or misplaced
   */
  public static PromptTemplate parse(String source) {
    List<Part> parts = new ArrayList<>();
    var literal = new StringBuilder();
    Matcher matcher = PLACEHOLDER.matcher(source);
    int copied = 0;
    while (matcher.find()) {
      literal.append(source, copied, matcher.start());
      copied = matcher.end();
      if (matcher.group(1) != null) {
        literal.append('{').append(matcher.group(1)).append('}');
        continue;
      }
      addLiteral(literal, parts);
      parts.add(placeholder(matcher.group(2)));
    }
    literal.append(source, copied, source.length());
    addLiteral(literal, parts);
    requireOrder(parts);
    return new PromptTemplate(source, parts);
  }

  private static void addLiteral(StringBuilder literal, List<Part> parts) {
    if (!literal.isEmpty()) {
      parts.add(new Literal(literal.toString()));
      literal.setLength(0);
    }
  }

  private static Placeholder placeholder(String word) {
    for (Placeholder placeholder : Placeholder.values()) {
      if (placeholder.word.equals(word)) {
        return placeholder;
      }
    }
    throw new PromptTemplateException(
        "The template has {%s}, which nothing is known to go in place of: there are {text}, {label}"
                .formatted(word)
            + " and {labels}. Write {{%s}} for the word in braces itself.".formatted(word));
  }

  private static void requireOrder(List<Part> parts) {
    requireOnce(parts, Placeholder.TEXT, "Say where the text of an example goes");
    requireOnce(parts, Placeholder.LABEL, "Say where the model is to answer with the class");
    int label = parts.indexOf(Placeholder.LABEL);
    if (label < parts.indexOf(Placeholder.TEXT) || label < parts.lastIndexOf(Placeholder.LABELS)) {
      throw new PromptTemplateException(
          "In the template {label} comes before what the answer depends on: the answer is the end"
              + EXAMPLE);
    }
  }

  private static void requireOnce(List<Part> parts, Placeholder placeholder, String remedy) {
    long count = parts.stream().filter(part -> part == placeholder).count();
    if (count != 1) {
      throw new PromptTemplateException(
          "The template has %s %s. %s%s"
              .formatted(
                  count == 0 ? "no" : "more than one", placeholder, remedy + " once", EXAMPLE));
    }
  }

  /** What stands before the text. */
  String beforeText(LabelWords words) {
    return between(0, parts.indexOf(Placeholder.TEXT), words);
  }

  /** What stands between the text and the answer. */
  String beforeAnswer(LabelWords words) {
    return between(parts.indexOf(Placeholder.TEXT) + 1, parts.indexOf(Placeholder.LABEL), words);
  }

  /** What follows on the class within the answer. */
  String afterLabel(LabelWords words) {
    return between(parts.indexOf(Placeholder.LABEL) + 1, parts.size(), words);
  }

  private String between(int from, int to, LabelWords words) {
    var text = new StringBuilder();
    for (Part part : parts.subList(from, to)) {
      text.append(part instanceof Literal literal ? literal.words() : words.listed());
    }
    return text.toString();
  }
}
