package app.valence.ui.testing;

import app.valence.adaptation.AdaptationRecordException;
import app.valence.adaptation.AdaptedModel;
import app.valence.adaptation.AdaptedModels;
import app.valence.model.ModelOutline;
import app.valence.ui.workbench.OpenModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds language models by looking at folders, without loading any. */
final class LanguageModels {
  /** A language model, and what it is. */
  record Found(OpenModel model, ModelOutline outline) {}

  private LanguageModels() {}

  /** Those in the folders in {@code models}, by name, and those in {@code others}. */
  static List<Found> in(Path models, List<Path> others) throws IOException {
    List<Path> folders = new ArrayList<>();
    if (Files.isDirectory(models)) {
      try (Stream<Path> entries = Files.list(models)) {
        entries.filter(LanguageModels::isVisible).sorted().forEach(folders::add);
      }
    }
    others.stream().filter(other -> !folders.contains(other)).forEach(folders::add);
    return folders.stream().flatMap(folder -> at(folder).stream()).toList();
  }

  private static boolean isVisible(Path folder) {
    return !String.valueOf(folder.getFileName()).startsWith(".");
  }

  /** The one in {@code folder}, if there is one. */
  static Optional<Found> at(Path folder) {
    try {
      ModelOutline outline = ModelOutline.read(folder);
      return outline.task() == ModelOutline.Task.GENERATION
          ? Optional.of(new Found(new OpenModel(name(folder), folder), outline))
          : Optional.empty();
    } catch (IOException e) {
      // Whatever lies there, it is no language model that could be chosen.
      return Optional.empty();
    }
  }

  private static String name(Path folder) {
    try {
      Optional<AdaptedModel> adapted = AdaptedModels.find(folder);
      if (adapted.isPresent()) {
        return adapted.get().name();
      }
    } catch (AdaptationRecordException e) {
      // The record is damaged; the model beside it has its folder's name.
    }
    return folderName(folder);
  }

  /** What a model is called that has no name but its folder's. */
  static String folderName(Path folder) {
    Path name = folder.getFileName();
    return name == null ? folder.toString() : name.toString();
  }
}
