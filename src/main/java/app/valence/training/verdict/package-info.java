/** Says how a run looks by its losses: learning, level, overfitting or diverging. */
@NullMarked
package app.valence.training.verdict;

import org.jspecify.annotations.NullMarked;
