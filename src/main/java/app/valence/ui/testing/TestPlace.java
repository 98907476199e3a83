package app.valence.ui.testing;

import app.valence.runs.RunStore;
import app.valence.ui.testing.generation.Generator;
import java.nio.file.Path;

/**
 * Where the screen's models come from, and who asks them.
 *
 * @param runs those of finished runs
 * @param models the folder with a folder for each other model of the workspace
 * @param scorer asks classifiers
 * @param generator lets language models write
 */
public record TestPlace(RunStore runs, Path models, Scorer scorer, Generator generator) {}
