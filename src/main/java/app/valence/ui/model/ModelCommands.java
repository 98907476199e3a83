package app.valence.ui.model;

import app.valence.ui.commands.Command;

/**
 * What can be done with the selected model.
 *
 * @param chooseFolder adds a model in a folder
 * @param train goes to the Train screen
 * @param resume goes on with its adaptation
 * @param rename lets a person type another name
 */
public record ModelCommands(
    Command chooseFolder, Command train, Command resume, Command rename, Command delete) {}
