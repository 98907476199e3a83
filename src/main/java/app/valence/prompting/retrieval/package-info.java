/** Finds the examples whose texts are most like a text. */
@NullMarked
package app.valence.prompting.retrieval;

import org.jspecify.annotations.NullMarked;
