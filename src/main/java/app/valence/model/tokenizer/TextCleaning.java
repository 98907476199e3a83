package app.valence.model.tokenizer;

import app.valence.model.tokenizer.WordPieceDefinition.Normalization;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * What of a text a tokenizer makes alike before it splits it.
 *
 * @param form the form of Unicode
 * @param lowerCase whether letters lose their case
 * @param stripAccents whether letters lose their accents; unsaid, word pieces lose them where they
 *     lose their case, and bytes keep them
 */
public record TextCleaning(UnicodeForm form, boolean lowerCase, Optional<Boolean> stripAccents) {
  /** Nothing but what the kind of tokenizer does itself. */
  public static TextCleaning ofCase(boolean lowerCase) {
    return new TextCleaning(UnicodeForm.NONE, lowerCase, Optional.empty());
  }

  /** For BERT's tokenizer. */
  Normalization forWordPieces() {
    return new Normalization(lowerCase, stripAccents.orElse(null), true, form);
  }

  /** The normalizer of a byte-level tokenizer.json. */
  JsonNode forBytes() {
    ArrayNode steps = Json.MAPPER.createArrayNode();
    if (stripAccents.orElse(false)) {
      steps.add(form.decomposed().normalizer()).addObject().put("type", "StripAccents");
      // What has no accent, such as Korean, must not stay taken apart.
      steps.add((form == UnicodeForm.NONE ? form.composed() : form).normalizer());
    } else if (form != UnicodeForm.NONE) {
      steps.add(form.normalizer());
    }
    if (lowerCase) {
      steps.addObject().put("type", "Lowercase");
    }
    return steps.isEmpty() ? NullNode.getInstance() : steps.size() == 1 ? steps.get(0) : all(steps);
  }

  private static ObjectNode all(ArrayNode steps) {
    ObjectNode sequence = Json.MAPPER.createObjectNode().put("type", "Sequence");
    sequence.set("normalizers", steps);
    return sequence;
  }
}
