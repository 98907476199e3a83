package app.valence.ui.testing.generation;

import app.valence.ui.commands.Command;

/**
 * What can be done with texts.
 *
 * @param generate continues the prompt
 * @param stop ends the text where it is
 */
public record GenerationCommands(Command generate, Command stop) {}
