/** What a run is put together from: its data, its model, and usual settings. */
@NullMarked
package app.valence.training.setup;

import org.jspecify.annotations.NullMarked;
