/** The Data screen: open labelled texts, look through them, and see what may spoil a run. */
@NullMarked
package app.valence.ui.data;

import org.jspecify.annotations.NullMarked;
