package app.valence.ui.model;

import app.valence.adaptation.AdaptedModel;

/**
 * What an adaptation came to.
 *
 * @param ending in a few sentences
 * @param usable whether a run can start from the model
 */
public record AdaptingResult(AdaptedModel model, String ending, boolean usable) {}
