package app.valence.cli;

import app.valence.data.LabelSet;
import app.valence.prompting.ChatTemplate;
import app.valence.prompting.LabelWords;
import app.valence.prompting.PromptForm;
import app.valence.prompting.PromptTemplate;
import app.valence.prompting.PromptTemplateException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How texts and classes are written out for a language model. */
final class TemplateOptions {
  @Option(
      names = "--template",
      paramLabel = "TEXT",
      description = {
        "The prompt and its answer: {text} is the text, the answer begins at {label}, {labels} lists"
            + " all answers; \\n is a line end. Default:",
        "  Classify the text as one of: {labels}.\\n\\nText: {text}\\nLabel: {label}"
      })
  private Optional<String> template = Optional.empty();

  @Option(
      names = "--template-file",
      paramLabel = "FILE",
      description = "The same from a file, in UTF-8.")
  private Optional<Path> file = Optional.empty();

  @Option(
      names = "--chat-template",
      description =
          "Write the prompt as a conversation in the manner of the model's own chat template: what"
              + " stands before {label} is the user's, the answer the assistant's.")
  private boolean chat;

  @Option(
      names = "--label-words",
      split = ",",
      paramLabel = "CLASS=WORDS",
      description =
          "What is answered for a class, such as 0=negative,1=positive (default: its name).")
  private Map<String, String> words = new LinkedHashMap<>();

  /** Whether any of them was said. */
  boolean isSaid() {
    return template.isPresent() || file.isPresent() || chat || !words.isEmpty();
  }

  /**
   * How prompts read.
   *
   * @param model the folder with the chat template
   * @throws UsageException if they cannot
   */
  PromptForm form(LabelSet labels, Path model) throws IOException {
    OptionRange.exclusive("--template", template, "--template-file", file);
    PromptTemplate parsed = template();
    Optional<ChatTemplate> chatTemplate =
        chat ? Optional.of(ChatTemplate.of(model)) : Optional.empty();
    try {
      return new PromptForm(parsed, chatTemplate, labels, LabelWords.of(labels, words));
    } catch (PromptTemplateException e) {
      throw new UsageException("--label-words: " + e.getMessage());
    }
  }

  private PromptTemplate template() throws IOException {
    String option = file.map(f -> "--template-file " + f).orElse("--template");
    try {
      if (file.isPresent()) {
        // Editors end the last line too, which the answer should not.
        return PromptTemplate.parse(Files.readString(file.get()).replaceFirst("\\R$", ""));
      }
      return template
          .map(text -> PromptTemplate.parse(text.replace("\\n", "\n")))
          .orElse(PromptTemplate.USUAL);
    } catch (PromptTemplateException e) {
      throw new UsageException(option + ": " + e.getMessage());
    }
  }
}
