package app.valence.scoring;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * An object a line with the fields {@code line}, {@code label}, {@code probabilities} (an object
 * with one for each class) and {@code text}.
 */
final class JsonScores implements ScoreWriter {
  private final JsonGenerator json;
  private final List<String> labels;
  private final boolean withText;

  JsonScores(OutputStream out, List<String> labels, boolean withText) {
    try {
      this.json = new JsonFactory().createGenerator(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    json.setPrettyPrinter(new MinimalPrettyPrinter(""));
    this.labels = labels;
    this.withText = withText;
  }

  @Override
  public void write(ScoredText scored) throws IOException {
    json.writeStartObject();
    json.writeNumberField("line", scored.line());
    json.writeStringField("label", scored.label());
    json.writeObjectFieldStart("probabilities");
    for (int label = 0; label < labels.size(); label++) {
      json.writeNumberField(labels.get(label), ScoreWriter.rounded(scored.probabilities()[label]));
    }
    json.writeEndObject();
    if (withText) {
      json.writeStringField("text", scored.text());
    }
    json.writeEndObject();
    json.writeRaw('\n');
  }

  @Override
  public void flush() throws IOException {
    json.flush();
  }
}
