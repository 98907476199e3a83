package app.valence.ui.model;

import java.util.Map;

/**
 * What is shown of the selected model.
 *
 * @param about what it is, in a sentence or two
 * @param facts texts by the keys of {@link ModelWords#FACTS}; empty while they are not known
 * @param card its model card in Markdown; empty if there is none
 * @param problem why it cannot be used; empty if it can
 */
public record ModelFacts(String about, Map<String, String> facts, String card, String problem) {
  static final ModelFacts NONE = new ModelFacts("", Map.of(), "", "");
}
