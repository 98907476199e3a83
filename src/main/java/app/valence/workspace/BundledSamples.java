package app.valence.workspace;

import app.valence.files.AtomicFile;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/** The data sets that come with the program. */
final class BundledSamples {
  /** Their paths below the folder of samples, with slashes. */
  static final List<String> FILES =
      List.of(
          "README.md",
          "sentiment/train.tsv",
          "sentiment/validation.tsv",
          "sentiment/test.tsv",
          "sentiment-noisy/train.tsv",
          "sentiment-noisy/wrong_labels.tsv");

  private static final String RESOURCES = "/app/valence/samples/";

  private BundledSamples() {}

  /** Copies the samples that are not in {@code folder}; what is there stays as it is. */
  static void copyMissing(Path folder) throws IOException {
    for (String name : FILES) {
      Path target = folder.resolve(name);
      if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
        try (InputStream sample = BundledSamples.class.getResourceAsStream(RESOURCES + name)) {
          if (sample == null) {
            throw new FileNotFoundException(
                "The program lacks its sample " + name + ". Install it again.");
          }
          AtomicFile.writeStream(target, sample::transferTo);
        }
      }
    }
  }
}
