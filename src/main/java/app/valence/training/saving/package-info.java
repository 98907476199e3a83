/** What a run leaves on the disk: checkpoints that resume exactly, and result files. */
@NullMarked
package app.valence.training.saving;

import org.jspecify.annotations.NullMarked;
