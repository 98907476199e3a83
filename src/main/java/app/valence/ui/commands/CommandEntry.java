package app.valence.ui.commands;

/**
 * A command as the palette and the list of keys show it.
 *
 * @param group where it belongs, in the window's language, such as a screen's name
 * @param title what it does, in the window's language
 * @param shortcut its key as JavaFX writes it, such as {@code Shortcut+K}; empty for none
 */
public record CommandEntry(String group, String title, String shortcut, Command command) {}
