package app.valence.model;

import java.nio.file.Path;

/** A model in a folder of a person's. */
public record ModelFolder(Path folder) implements PretrainedModel {
  @Override
  public String title() {
    return String.valueOf(folder.getFileName());
  }
}
