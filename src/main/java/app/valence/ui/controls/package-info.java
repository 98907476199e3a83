<<<<<<< HEAD
/** Small controls that screens share. */
=======
/** Controls that any screen can use; they know no feature. */
>>>>>>> chart
@NullMarked
package app.valence.ui.controls;

import org.jspecify.annotations.NullMarked;
