package app.valence.runs;

import app.valence.prompting.PromptTemplate;
import app.valence.training.instruction.LossOn;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The form of an {@link Instruction} on the disk. */
final class InstructionJson {
  private static final String TEMPLATE = "template";
  private static final String CHAT = "chat_template";
  private static final String WORDS = "label_words";
  private static final String LOSS_ON = "loss_on";
  private static final String PACKING = "packing";

  private InstructionJson() {}

  static void write(Instruction instruction, ObjectNode json) {
    json.put(TEMPLATE, instruction.template().source());
    json.put(CHAT, instruction.chat());
    ObjectNode words = json.putObject(WORDS);
    instruction.labelWords().forEach(words::put);
    json.put(LOSS_ON, instruction.lossOn().name().toLowerCase(Locale.ROOT));
    json.put(PACKING, instruction.packing());
  }

  /**
   * Reads an instruction.
   *
   * @throws IllegalArgumentException if something is missing or makes no sense
   */
  static Instruction read(JsonNode json) {
    Map<String, String> words = new LinkedHashMap<>();
    json.path(WORDS)
        .properties()
        .forEach(word -> words.put(word.getKey(), word.getValue().asText()));
    return new Instruction(
        PromptTemplate.parse(json.path(TEMPLATE).asText()),
        json.path(CHAT).asBoolean(),
        words,
        LossOn.valueOf(json.path(LOSS_ON).asText().toUpperCase(Locale.ROOT)),
        json.path(PACKING).asBoolean());
  }
}
