/** What a person can do: commands with their shortcuts, for buttons, keys and the palette. */
@NullMarked
package app.valence.ui.commands;

import org.jspecify.annotations.NullMarked;
