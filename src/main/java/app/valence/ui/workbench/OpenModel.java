package app.valence.ui.workbench;

import java.nio.file.Path;

/**
 * A trained classifier that can be tested.
 *
 * @param name what people call it
 * @param folder in Hugging Face layout
 */
public record OpenModel(String name, Path folder) {}
