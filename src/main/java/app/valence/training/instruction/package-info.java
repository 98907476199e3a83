/** Tuning of decoders by prompts with their answers. */
@NullMarked
package app.valence.training.instruction;

import org.jspecify.annotations.NullMarked;
