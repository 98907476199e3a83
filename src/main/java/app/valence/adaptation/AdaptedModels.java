package app.valence.adaptation;

import app.valence.files.AtomicFile;
import app.valence.files.FolderTree;
import app.valence.runs.RunStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** The adapted models in a folder, each in a folder of its own. */
public final class AdaptedModels {
  /** What a model that is being deleted is called, so that no half of it is listed. */
  private static final String DELETED = ".deleted";

  /**
   * What was found.
   *
   * @param models newest first
   * @param problems a sentence or two for each record that cannot be used; its folder is left alone
   */
  public record Listing(List<AdaptedModel> models, List<String> problems) {
    /** Keeps its own copies. */
    public Listing {
      models = List.copyOf(models);
      problems = List.copyOf(problems);
    }
  }

  private final Path folder;

  /** The models in {@code folder}, which need not exist yet. */
  public AdaptedModels(Path folder) {
    this.folder = folder;
  }

  /** Reads all records. */
  public Listing list() throws IOException {
    List<AdaptedModel> models = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (Path entry : entries()) {
      try {
        find(entry).ifPresent(models::add);
      } catch (AdaptationRecordException e) {
        problems.add(String.valueOf(e.getMessage()));
      }
    }
    models.sort(Comparator.comparing((AdaptedModel m) -> m.record().started()).reversed());
    return new Listing(models, problems);
  }

  private List<Path> entries() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(entry -> Files.isDirectory(entry) && !isDoomed(entry))
          .sorted()
          .toList();
    }
  }

  private static boolean isDoomed(Path entry) {
    return String.valueOf(entry.getFileName()).startsWith(DELETED);
  }

  /** The model in {@code folder}, if one was adapted there. */
  public static Optional<AdaptedModel> find(Path folder) throws AdaptationRecordException {
    return AdaptationFile.read(folder).map(record -> new AdaptedModel(folder, record));
  }

  /**
   * Records that adaptations which look as if they were under way died with their program, and
   * deletes what was being deleted. To be called when a program starts, while it holds the
   * workspace and before it starts an adaptation.
   */
  public void settle() throws IOException {
    if (Files.isDirectory(folder)) {
      try (Stream<Path> entries = Files.list(folder)) {
        for (Path doomed : entries.filter(AdaptedModels::isDoomed).toList()) {
          FolderTree.delete(doomed);
        }
      }
    }
    for (AdaptedModel model : list().models()) {
      if (model.record().status() == RunStatus.RUNNING) {
        Path last = model.checkpoint().orElse(AdaptationFile.in(model.folder()));
        Instant seen = Files.getLastModifiedTime(last).toInstant();
        AdaptationFile.write(
            model.folder(),
            model
                .record()
                .ended(RunStatus.INTERRUPTED, Optional.of("The program ended during it."), seen));
      }
    }
  }

  /** Calls a model something else; its folder stays. Not for one whose adaptation runs. */
  public AdaptedModel rename(AdaptedModel model, String name) throws IOException {
    AdaptationRecord renamed = model.record().named(name);
    AdaptationFile.write(model.folder(), renamed);
    return new AdaptedModel(model.folder(), renamed);
  }

  /** Deletes a model with all its files. Not for one whose adaptation runs. */
  public void delete(AdaptedModel model) throws IOException {
    Path doomed = folder.resolve(DELETED + UUID.randomUUID());
    AtomicFile.move(model.folder(), doomed);
    FolderTree.delete(doomed);
  }
}
