/** The frame around the screens: rail, header, inspector, job strip, palette, settings. */
@NullMarked
package app.valence.ui.shell;

import org.jspecify.annotations.NullMarked;
