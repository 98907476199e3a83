package app.valence.model;

import java.io.IOException;
import java.nio.file.Path;

/** A model to start from, wherever it is. */
public sealed interface PretrainedModel permits BundledModel, ModelFolder {
  /** What people call it. */
  String title();

  /** Its folder in Hugging Face layout, which is made where it is not there yet. */
  Path folder() throws IOException;
}
