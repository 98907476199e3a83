/** Small controls that screens share. */
@NullMarked
package app.valence.ui.controls;

import org.jspecify.annotations.NullMarked;
