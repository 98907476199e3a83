/** Controls that any screen can use; they know no feature. */
@NullMarked
package app.valence.ui.controls;

import org.jspecify.annotations.NullMarked;
