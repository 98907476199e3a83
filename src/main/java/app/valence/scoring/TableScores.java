package app.valence.scoring;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A table with the columns {@code line}, {@code label}, {@code probability_} and each class, and
 * {@code text}; fields are quoted where they must be, as RFC 4180 has it.
 */
final class TableScores implements ScoreWriter {
  private final CsvWriter table;
  private final boolean withText;

  TableScores(OutputStream out, char separator, List<String> labels, boolean withText) {
    this.table =
        CsvWriter.builder()
            .fieldSeparator(separator)
            .lineDelimiter(LineDelimiter.LF)
            .build(out, StandardCharsets.UTF_8);
    this.withText = withText;
    writeHeader(labels);
  }

  private void writeHeader(List<String> labels) {
    List<String> columns = new ArrayList<>(List.of("line", "label"));
    labels.forEach(label -> columns.add("probability_" + label));
    if (withText) {
      columns.add("text");
    }
    table.writeRecord(columns);
  }

  @Override
  public void write(ScoredText scored) {
    List<String> fields = new ArrayList<>();
    fields.add(Long.toString(scored.line()));
    fields.add(scored.label());
    for (double probability : scored.probabilities()) {
      fields.add(Double.toString(ScoreWriter.rounded(probability)));
    }
    if (withText) {
      fields.add(scored.text());
    }
    table.writeRecord(fields);
  }

  @Override
  public void flush() throws IOException {
    table.flush();
  }
}
