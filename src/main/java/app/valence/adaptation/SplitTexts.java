package app.valence.adaptation;

import app.valence.data.Dataset;
import app.valence.data.Example;
import app.valence.data.corpus.CorpusFile;
import app.valence.files.AtomicFile;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * The texts of a split, without their labels, in the folder of the model that learns from them: the
 * file that a split was taken from may hold validation texts too, and may change before the
 * adaptation goes on.
 */
public final class SplitTexts {
  private static final String NAME = "training-texts.jsonl";
  private static final ObjectMapper JSON = new ObjectMapper();

  private SplitTexts() {}

  /** Whether {@code file} is one of these. */
  public static boolean isOne(Path file) {
    return file.endsWith(NAME);
  }

  /** The request with the texts of {@code split}, which are written into {@code folder}. */
  public static AdaptationRequest addTo(AdaptationRequest request, Dataset split, Path folder)
      throws IOException {
    Path file = folder.resolve(NAME);
    AtomicFile.writeStream(
        file,
        out -> {
          for (Example example : split.examples()) {
            String line = JSON.writeValueAsString(Map.of("text", example.text())) + "\n";
            out.write(line.getBytes(StandardCharsets.UTF_8));
          }
        });
    return request.withText(CorpusFile.of(file).withColumn("text"));
  }

  static void delete(Path folder) throws IOException {
    Files.deleteIfExists(folder.resolve(NAME));
  }
}
