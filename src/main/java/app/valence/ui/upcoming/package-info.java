/** What screens that are still to come will do. */
@NullMarked
package app.valence.ui.upcoming;

import org.jspecify.annotations.NullMarked;
