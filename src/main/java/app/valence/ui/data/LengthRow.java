package app.valence.ui.data;

import app.valence.data.LengthQuantiles;
import app.valence.data.SplitSummary;
import app.valence.ui.text.Messages;
import java.text.NumberFormat;
import java.util.List;
import java.util.stream.IntStream;

/** How long the texts of one split are, in words. */
public record LengthRow(String split, String median, String p95, String longest) {
  static List<LengthRow> of(
      List<SplitKind> kinds, List<SplitSummary> summaries, Messages messages) {
    NumberFormat format = NumberFormat.getIntegerInstance(messages.locale());
    return IntStream.range(0, kinds.size())
        .mapToObj(
            i -> {
              LengthQuantiles words = summaries.get(i).words();
              return new LengthRow(
                  messages.get("split." + kinds.get(i).key()),
                  format.format(words.median()),
                  format.format(words.p95()),
                  format.format(words.longest()));
            })
        .toList();
  }
}
