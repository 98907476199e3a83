/** The training loop: batches, one optimizer step, and the run from start to end. */
@NullMarked
package app.valence.training.loop;

import org.jspecify.annotations.NullMarked;
