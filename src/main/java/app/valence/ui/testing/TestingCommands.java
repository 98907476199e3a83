package app.valence.ui.testing;

import app.valence.ui.commands.Command;

/**
 * What can be done with models and sentences.
 *
 * @param keep puts the sentence into the history
 * @param randomSentence takes one from the open data
 * @param openFolder asks for a model's folder
 * @param train shows the screen on which a model is trained
 * @param retry tries again to load a model that failed
 */
public record TestingCommands(
    Command keep, Command randomSentence, Command openFolder, Command train, Command retry) {}
