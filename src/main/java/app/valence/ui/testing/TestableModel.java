package app.valence.ui.testing;

import app.valence.ui.workbench.OpenModel;

/**
 * A model in the list of those that can be tested.
 *
 * @param origin where it comes from or what it is, in the window's language, such as the time of
 *     its run
 */
public record TestableModel(OpenModel model, ModelKind kind, String origin) {}
