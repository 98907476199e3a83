/** Continues texts with a decoder, token by token. */
@NullMarked
package app.valence.model.generation;

import org.jspecify.annotations.NullMarked;
