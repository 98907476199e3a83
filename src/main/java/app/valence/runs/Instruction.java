package app.valence.runs;

import app.valence.data.LabelSet;
import app.valence.prompting.ChatTemplate;
import app.valence.prompting.LabelWords;
import app.valence.prompting.PromptForm;
import app.valence.prompting.PromptTemplate;
import app.valence.prompting.PromptTemplateException;
import app.valence.training.instruction.LossOn;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How a decoder is tuned to answer prompts with the class.
 *
 * @param template how a text and its class are written out
 * @param chat whether that is put in the manner of the model's own chat template
 * @param labelWords what is answered for a class, by its name; others answer with their names
 * @param lossOn which tokens are learned
 * @param packing whether short examples share a row
 */
public record Instruction(
    PromptTemplate template,
    boolean chat,
    Map<String, String> labelWords,
    LossOn lossOn,
    boolean packing) {
  /** What serves for any classes. */
  public static final Instruction USUAL =
      new Instruction(PromptTemplate.USUAL, false, Map.of(), LossOn.ANSWER, false);

  /** Keeps its own copy, in order. */
  public Instruction {
    labelWords = Collections.unmodifiableMap(new LinkedHashMap<>(labelWords));
  }

  /** The same with another template. */
  public Instruction withTemplate(PromptTemplate other) {
    return new Instruction(other, chat, labelWords, lossOn, packing);
  }

  /** The same, learning other tokens. */
  public Instruction withLossOn(LossOn other) {
    return new Instruction(template, chat, labelWords, other, packing);
  }

  /**
   * How prompts read.
   *
   * @param model the folder with the chat template
   * @throws UnfitRequestException if the words do not fit the classes
   */
  PromptForm form(LabelSet labels, Path model) throws IOException {
    Optional<ChatTemplate> chatTemplate =
        chat ? Optional.of(ChatTemplate.of(model)) : Optional.empty();
    try {
      return new PromptForm(template, chatTemplate, labels, LabelWords.of(labels, labelWords));
    } catch (PromptTemplateException e) {
      throw new UnfitRequestException(String.valueOf(e.getMessage()));
    }
  }
}
