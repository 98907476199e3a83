/** Files and streams of texts: their encoding, their format, and the checks of every row. */
@NullMarked
package app.valence.data.reading;

import org.jspecify.annotations.NullMarked;
