package app.valence.model;

import app.valence.files.AtomicFile;
import app.valence.files.UserFolder;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The pretrained English models that come with the program, so that a first run needs no network.
 * How one was made stands in the model card beside it. A program may be built without one of them.
 */
public enum BundledModel implements PretrainedModel {
  /** Reads texts to classify them: what runs start from unless something else is said. */
  ENCODER("valence-mini-en"),
  /** Continues texts. */
  DECODER("valence-mini-lm-en");

  /** The weights last, so that a folder which has them is complete. */
  private static final List<String> FILES =
      List.of(
          "README.md",
          "config.json",
          "tokenizer.json",
          "tokenizer_config.json",
          ModelFiles.WEIGHTS);

  private final String title;

  BundledModel(String title) {
    this.title = title;
  }

  /** Those that this program has. */
  public static List<BundledModel> offered() {
    return Arrays.stream(values()).filter(model -> isThere(model.title)).toList();
  }

  /** The one that people call so, whether or not this program has it. */
  public static Optional<BundledModel> named(String title) {
    return Arrays.stream(values()).filter(model -> model.title.equals(title)).findFirst();
  }

  /** Whether the weights of a model of this name are among the program's resources. */
  static boolean isThere(String title) {
    return BundledModel.class.getResource(path(title, ModelFiles.WEIGHTS)) != null;
  }

  private static String path(String title, String file) {
    return "/app/valence/model/" + title + "/" + file;
  }

  @Override
  public String title() {
    return title;
  }

  /** Its folder in this person's cache, where it is unpacked unless it is there already. */
  @Override
  public Path folder() throws IOException {
    return in(UserFolder.CACHE.path());
  }

  /** Its configuration, for which nothing is unpacked. */
  public ModelConfig config() throws IOException {
    try (InputStream file = resource(ConfigFile.NAME).openStream()) {
      return ConfigFile.read(Path.of(title, ConfigFile.NAME), file.readAllBytes());
    }
  }

  /** The one that is unpacked in {@code folder}, if that is the place of one. */
  static Optional<BundledModel> unpackedIn(Path folder) {
    Path place = folder.toAbsolutePath().normalize();
    Path models = UserFolder.CACHE.path().resolve("models").toAbsolutePath().normalize();
    return Arrays.stream(values())
        .filter(model -> models.resolve(model.title).equals(place))
        .findFirst();
  }

  /**
   * Its folder below {@code cache}, where it is unpacked unless it is there already: weights are
   * mapped into memory, for which they must be a file of their own.
   */
  Path in(Path cache) throws IOException {
    Path folder = cache.resolve("models").resolve(title);
    for (String name : FILES) {
      URL resource = resource(name);
      Path target = folder.resolve(name);
      Files.createDirectories(folder);
      if (!Files.isRegularFile(target) || Files.size(target) != size(resource)) {
        try (InputStream file = resource.openStream()) {
          AtomicFile.writeStream(target, file::transferTo);
        }
      }
    }
    return folder;
  }

  private static long size(URL resource) throws IOException {
    return resource.openConnection().getContentLengthLong();
  }

  private URL resource(String name) throws FileNotFoundException {
    URL resource = BundledModel.class.getResource(path(title, name));
    if (resource == null) {
      throw new FileNotFoundException(
          "The program lacks " + name + " of its model " + title + ". Install it again.");
    }
    return resource;
  }
}
