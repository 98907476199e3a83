/** The words of the window in the languages it speaks. */
@NullMarked
package app.valence.ui.text;

import org.jspecify.annotations.NullMarked;
