package app.valence.ui.testing.generation;

import app.valence.model.ModelConfig;

/**
 * What is told about a language model that is loaded.
 *
 * @param parameters the number of its weights
 */
public record GeneratorFacts(ModelConfig config, long parameters) {}
