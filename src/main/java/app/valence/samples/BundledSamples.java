package app.valence.samples;

import app.valence.files.AtomicFile;
import app.valence.files.UserFolder;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The data sets and recipes that come with the program, as files. */
public final class BundledSamples {
  /** The folder of the recipes below that of the samples. */
  public static final String RECIPES = "recipes";

  /** Their paths below the folder of samples, with slashes. */
  public static final List<String> FILES =
      List.of(
          "README.md",
          "recipes/overfitting.json",
          "recipes/study.json",
          "sentiment/train.tsv",
          "sentiment/validation.tsv",
          "sentiment/test.tsv",
          "sentiment-noisy/train.tsv",
          "sentiment-noisy/wrong_labels.tsv");

  private static final String RESOURCES = "/app/valence/samples/";

  private BundledSamples() {}

  /** Copies the samples that are not in {@code folder}; what is there stays as it is. */
  public static void copyMissing(Path folder) throws IOException {
    for (String name : FILES) {
      Path target = folder.resolve(name);
      if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
        byte[] content = read(name);
        AtomicFile.writeStream(target, out -> out.write(content));
      }
    }
  }

  /** Their folder in this person's cache, as this version of the program has them. */
  public static Path folder() throws IOException {
    return in(UserFolder.CACHE.path());
  }

  /** Their folder below {@code cache}; what is there and differs is replaced. */
  static Path in(Path cache) throws IOException {
    Path folder = cache.resolve("samples");
    for (String name : FILES) {
      Path target = folder.resolve(name);
      byte[] content = read(name);
      if (!Files.isRegularFile(target) || !Arrays.equals(Files.readAllBytes(target), content)) {
        AtomicFile.writeStream(target, out -> out.write(content));
      }
    }
    return folder;
  }

  private static byte[] read(String name) throws IOException {
    try (InputStream sample = BundledSamples.class.getResourceAsStream(RESOURCES + name)) {
      if (sample == null) {
        throw new FileNotFoundException(
            "The program lacks its sample " + name + ". Install it again.");
      }
      return sample.readAllBytes();
    }
  }
}
