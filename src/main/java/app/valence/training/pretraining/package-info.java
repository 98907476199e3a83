/**
 * Masked and causal language modelling on unlabelled text: from scratch, or to adapt a model to a
 * field.
 */
@NullMarked
package app.valence.training.pretraining;

import org.jspecify.annotations.NullMarked;
