package app.valence.ui.testing.generation;

import app.valence.model.generation.GenerationSettings;
import app.valence.ui.workbench.OpenModel;

/**
 * A text to be continued.
 *
 * @param model by which one
 */
public record TextRequest(OpenModel model, String prompt, GenerationSettings settings) {}
