/** The part of the Test screen in which language models continue texts. */
@NullMarked
package app.valence.ui.testing.generation;

import org.jspecify.annotations.NullMarked;
