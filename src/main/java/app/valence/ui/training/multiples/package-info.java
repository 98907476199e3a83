/** Small multiples: every metric of a run in a chart of its own. */
@NullMarked
package app.valence.ui.training.multiples;

import org.jspecify.annotations.NullMarked;
