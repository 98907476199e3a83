package app.valence.ui.workbench;

import app.valence.data.reading.ImportOptions;
import app.valence.training.setup.TrainingData;

/**
 * The data set that is open.
 *
 * @param name what people call it: the name of its folder or file
 * @param sources its files, from which a run reads it again
 * @param reading how they were read
 * @param content what they hold
 */
public record OpenData(
    String name, TrainingData.Sources sources, ImportOptions reading, TrainingData content) {}
