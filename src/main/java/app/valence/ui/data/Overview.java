package app.valence.ui.data;

import app.valence.training.setup.TrainingData.Sources;
import app.valence.ui.text.Messages;
import java.util.List;

/**
 * What is told beside the table.
 *
 * @param files where the data comes from, in words
 */
public record Overview(
    Sources sources,
    String files,
    List<SplitBalance> balances,
    List<LengthRow> lengths,
    List<Finding> findings) {
  /** Keeps its own copies. */
  public Overview {
    balances = List.copyOf(balances);
    lengths = List.copyOf(lengths);
    findings = List.copyOf(findings);
  }

  /** Puts it together; where there are many findings, it takes a moment. */
  static Overview of(LoadedData data, Messages messages) {
    List<SplitKind> kinds = data.rows().kinds();
    return new Overview(
        data.data().sources(),
        new DataTexts(data, messages).files(),
        SplitBalance.of(kinds, data.summaries(), messages),
        LengthRow.of(kinds, data.summaries(), messages),
        Findings.of(data, messages));
  }
}
