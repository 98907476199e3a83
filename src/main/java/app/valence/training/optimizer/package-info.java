/** How parameters move: AdamW, parameter groups and learning rate schedules. */
@NullMarked
package app.valence.training.optimizer;

import org.jspecify.annotations.NullMarked;
