package app.valence.model;

import app.valence.data.LabelSet;
import app.valence.model.checkpoint.CheckpointException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Where the model is that an adapter stands on. Files say the name of the bundled model, which
 * every machine with this program has, or a path from the adapter's folder on, so that both may be
 * moved together.
 */
public final class AdapterOrigin {
  private AdapterOrigin() {}

  /** What an adapter's settings call the base in {@code folder} while they are in memory. */
  public static String named(Path folder) {
    return BundledModel.unpackedIn(folder)
        .map(BundledModel::title)
        .orElseGet(() -> folder.toAbsolutePath().normalize().toString());
  }

  /** What a file in {@code adapterFolder} calls a base of this name. */
  static String written(String base, Path adapterFolder) {
    Optional<Path> path = path(base).filter(Path::isAbsolute);
    Path from = adapterFolder.toAbsolutePath().normalize();
    if (path.isEmpty() || !from.getRoot().equals(path.get().getRoot())) {
      return base;
    }
    Path relative = from.relativize(path.get());
    boolean leadsThere = isSame(from.resolve(relative), path.get());
    String words = relative.toString().replace('\\', '/');
    return leadsThere ? (words.isEmpty() ? "." : words) : base;
  }

  /** A link on the way makes {@code ..} lead elsewhere. */
  private static boolean isSame(Path one, Path other) {
    try {
      return Files.isSameFile(one, other);
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * The folder of the base of the adapter in {@code adapterFolder}. A folder that holds weights
   * itself is its own base.
   *
   * @throws CheckpointException if it is not on this machine
   */
  public static Path find(Path adapterFolder) throws IOException {
    if (holdsWeights(adapterFolder)) {
      return adapterFolder;
    }
    Path file = adapterFolder.resolve(AdapterConfigFile.NAME);
    String base = AdapterConfigFile.read(adapterFolder).refinements().base();
    Optional<BundledModel> bundled = BundledModel.named(base);
    if (bundled.isPresent()) {
      return bundled.get().folder();
    }
    if (base.isEmpty()) {
      throw new CheckpointException(
          file,
          "it does not say which model the adapter stands on",
          "Write the folder of that model behind \"base_model_name_or_path\".");
    }
    List<Path> places = places(adapterFolder, base);
    return places.stream()
        .filter(AdapterOrigin::holdsWeights)
        .findFirst()
        .orElseThrow(() -> missing(file, base, places));
  }

  private static List<Path> places(Path adapterFolder, String base) {
    List<Path> places = new ArrayList<>();
    path(base)
        .ifPresent(
            path -> {
              places.add(adapterFolder.toAbsolutePath().resolve(path).normalize());
              // PEFT's own paths begin where the program was started.
              places.add(path.toAbsolutePath().normalize());
            });
    return places.stream().distinct().toList();
  }

  private static CheckpointException missing(Path file, String base, List<Path> places) {
    String looked =
        places.stream().map(Path::toString).collect(Collectors.joining(" and in ", " in ", ""));
    return new CheckpointException(
        file,
        "its base model \"" + base + "\" is not there (looked" + looked + ")",
        "Copy the base to that place, or write the folder where it is behind"
            + " \"base_model_name_or_path\".");
  }

  private static Optional<Path> path(String base) {
    try {
      return Optional.of(Path.of(base));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  static boolean holdsWeights(Path folder) {
    return Files.isRegularFile(folder.resolve(ModelFiles.WEIGHTS))
        || Files.isRegularFile(folder.resolve(ModelFiles.WEIGHTS + ".index.json"));
  }

  /**
   * The configuration of an adapted model: its own or, as PEFT saves none, that of the base with as
   * many classes as the adapter's head has.
   */
  static ModelConfig config(Path adapterFolder, Path baseFolder) throws IOException {
    if (Files.isRegularFile(adapterFolder.resolve(ConfigFile.NAME))) {
      return ConfigFile.read(adapterFolder);
    }
    ModelConfig base = ConfigFile.read(baseFolder);
    String head = base.architecture().classifierOutput() + ".weight";
    try (AdapterTensors tensors = AdapterTensors.open(adapterFolder)) {
      int classes =
          tensors.names().contains(head)
              ? Math.toIntExact(tensors.shape(head)[0])
              : base.labels().size();
      return classes == base.labels().size() ? base : base.withLabels(unnamed(classes));
    }
  }

  private static LabelSet unnamed(int classes) {
    return LabelSet.of(IntStream.range(0, classes).mapToObj(ModelConfig::unnamedLabel).toList());
  }
}
