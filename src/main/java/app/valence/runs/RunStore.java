package app.valence.runs;

import app.valence.model.ModelFiles;
import app.valence.prompting.PromptFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The recorded runs in a folder, each in a folder of its own. */
public final class RunStore {
  /**
   * What was found.
   *
   * @param runs newest first
   * @param problems a sentence or two for each record that cannot be used; its folder is left alone
   */
  public record Listing(List<StoredRun> runs, List<String> problems) {
    /** Keeps its own copies. */
    public Listing {
      runs = List.copyOf(runs);
      problems = List.copyOf(problems);
    }
  }

  private final Path folder;

  /** The runs in {@code folder}, which need not exist yet. */
  public RunStore(Path folder) {
    this.folder = folder;
  }

  /** Reads all records; folders without one are no runs of this program's window. */
  public Listing list() throws IOException {
    List<StoredRun> runs = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (Path entry : entries()) {
      try {
        RunRecordFile.read(entry).ifPresent(record -> runs.add(new StoredRun(entry, record)));
      } catch (RunRecordException e) {
        problems.add(String.valueOf(e.getMessage()));
      }
    }
    runs.sort(Comparator.comparing((StoredRun run) -> run.record().started()).reversed());
    return new Listing(runs, problems);
  }

  private List<Path> entries() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.filter(Files::isDirectory).sorted().toList();
    }
  }

  /**
   * Records that runs which look as if they were under way died with their program. To be called
   * when a program starts, while it holds the workspace and before it starts a run.
   */
  public void settle() throws IOException {
    for (StoredRun run : list().runs()) {
      if (run.record().status() == RunStatus.RUNNING) {
        Path last = run.checkpoint().orElse(RunRecordFile.in(run.folder()));
        Instant seen = Files.getLastModifiedTime(last).toInstant();
        RunRecordFile.write(
            run.folder(),
            run.record()
                .ended(RunStatus.INTERRUPTED, Optional.of("The program ended during it."), seen));
      }
    }
  }

  /**
   * Runs that were cut short by the end of the program and can go on, newest first. A run that is
   * under way is among them unless it has no checkpoint yet, so this is for the start of a program.
   */
  public List<StoredRun> interrupted() throws IOException {
    List<StoredRun> found = new ArrayList<>();
    for (StoredRun run : list().runs()) {
      RunStatus status = run.record().status();
      boolean cutShort = status == RunStatus.RUNNING || status == RunStatus.INTERRUPTED;
      if (cutShort && run.isResumable()) {
        found.add(run);
      }
    }
    return found;
  }

  /** Runs that ended and left a model that classifies, newest first. */
  public List<StoredRun> models() throws IOException {
    List<StoredRun> found = new ArrayList<>();
    for (StoredRun run : list().runs()) {
      RunStatus status = run.record().status();
      boolean ended = status == RunStatus.FINISHED || status == RunStatus.STOPPED;
      Path model = run.folder();
      if (ended && (ModelFiles.holdsClassifier(model) || PromptFile.isIn(model))) {
        found.add(run);
      }
    }
    return found;
  }

  /** The record of the run in {@code run}, if there is one. */
  public static Optional<StoredRun> find(Path run) throws IOException {
    return RunRecordFile.read(run).map(record -> new StoredRun(run, record));
  }
}
