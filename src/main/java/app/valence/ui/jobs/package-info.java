/** Jobs as the window sees them: observable progress, coalesced updates, the JavaFX thread. */
@NullMarked
package app.valence.ui.jobs;

import org.jspecify.annotations.NullMarked;
