package app.valence.model;

import app.valence.files.AtomicFile;
import app.valence.files.UserFolder;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The pretrained English encoder that comes with the program, so that a first run needs no network.
 * How it was made stands in the model card beside it.
 */
public final class BundledModel {
  /** What it is called. */
  public static final String NAME = "valence-mini-en";

  private static final String RESOURCES = "/app/valence/model/" + NAME + "/";

  /** The weights last, so that a folder which has them is complete. */
  private static final List<String> FILES =
      List.of(
          "README.md",
          "config.json",
          "tokenizer.json",
          "tokenizer_config.json",
          ModelFiles.WEIGHTS);

  private BundledModel() {}

  /** Its folder in this person's cache, where it is unpacked unless it is there already. */
  public static Path folder() throws IOException {
    return in(UserFolder.CACHE.path());
  }

  /** Whether {@code folder} is where it is unpacked. */
  static boolean isIn(Path folder) {
    Path own = UserFolder.CACHE.path().resolve("models").resolve(NAME);
    return folder.toAbsolutePath().normalize().equals(own.toAbsolutePath().normalize());
  }

  /**
   * Its folder below {@code cache}, where it is unpacked unless it is there already: weights are
   * mapped into memory, for which they must be a file of their own.
   */
  static Path in(Path cache) throws IOException {
    Path folder = cache.resolve("models").resolve(NAME);
    Files.createDirectories(folder);
    for (String name : FILES) {
      Path target = folder.resolve(name);
      if (!Files.isRegularFile(target) || Files.size(target) != size(name)) {
        try (InputStream file = resource(name).openStream()) {
          AtomicFile.writeStream(target, file::transferTo);
        }
      }
    }
    return folder;
  }

  private static long size(String name) throws IOException {
    return resource(name).openConnection().getContentLengthLong();
  }

  private static URL resource(String name) throws FileNotFoundException {
    URL resource = BundledModel.class.getResource(RESOURCES + name);
    if (resource == null) {
      throw new FileNotFoundException(
          "The program lacks " + name + " of its model " + NAME + ". Install it again.");
    }
    return resource;
  }
}
