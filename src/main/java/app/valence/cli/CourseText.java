package app.valence.cli;

import app.valence.recipes.Reference;
import app.valence.training.LogRow;
import app.valence.training.verdict.LossCourse;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/**
 * How a run went by its log, and what another came to, in words and as JSON.
 *
 * @param log all rows, in order
 * @param isMeasured whether there is validation data
 * @param reference what to set beside the run
 */
record CourseText(List<LogRow> log, boolean isMeasured, Optional<Reference> reference) {
  /** Says both. */
  void print(Terminal terminal) {
    printVerdict(terminal);
    reference.ifPresent(other -> terminal.say(ReferenceText.of(other, log)));
  }

  /** Says whether it learned, where that was measured. */
  void printVerdict(Terminal terminal) {
    if (isMeasured) {
      terminal.say("");
      terminal.say(VerdictText.of(LossCourse.judge(log)));
    }
  }

  /** The same as JSON. */
  void addTo(ObjectNode json) {
    json.set("verdict", VerdictText.json(LossCourse.judge(log)));
    reference.ifPresent(other -> json.set("reference", JsonFile.numbers(other.values())));
  }
}
