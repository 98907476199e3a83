package app.valence.ui.training;

import app.valence.ui.workbench.DataOpener;
import java.nio.file.Path;

/**
 * Where recipes come from, and how their data is opened.
 *
 * @param folder with a file for each recipe; need not exist
 */
public record RecipePlace(Path folder, DataOpener data) {}
