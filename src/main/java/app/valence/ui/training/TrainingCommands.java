package app.valence.ui.training;

import app.valence.ui.commands.Command;

/**
 * What can be done on the Train screen.
 *
 * @param pause pauses the run, or lets it go on
 * @param step takes a single step of a paused run
 * @param stop ends the run after its step and keeps the best model
 * @param reset brings the preset's settings
 * @param undoReset brings back those before
 * @param openData goes to the Data screen
 * @param test goes to the Test screen
 * @param allCurves shows all curves, or the overview again
 */
public record TrainingCommands(
    Command start,
    Command pause,
    Command step,
    Command stop,
    Command reset,
    Command undoReset,
    Command chooseFolder,
    Command openData,
    Command test,
    Command allCurves) {}
