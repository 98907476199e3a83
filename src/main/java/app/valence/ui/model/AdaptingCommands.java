package app.valence.ui.model;

import app.valence.ui.commands.Command;

/**
 * What can be done about adapting.
 *
 * @param addFiles asks for files of texts
 * @param readAgain reads the chosen texts once more
 * @param pause pauses the adaptation, or lets it go on
 * @param stop ends it after its step, with a checkpoint
 * @param resume goes on with the one that was stopped
 * @param again shows the settings of the next one
 * @param train goes to the Train screen with the adapted model
 */
public record AdaptingCommands(
    Command addFiles,
    Command readAgain,
    Command start,
    Command pause,
    Command stop,
    Command resume,
    Command again,
    Command train) {}
