/** Starts the window and wires its parts together by constructors. */
@NullMarked
package app.valence.ui.start;

import org.jspecify.annotations.NullMarked;
