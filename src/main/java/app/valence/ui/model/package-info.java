/** The Model screen: what runs start from, and adapting it to texts first. */
@NullMarked
package app.valence.ui.model;

import org.jspecify.annotations.NullMarked;
