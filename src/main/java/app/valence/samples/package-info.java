/** The data sets and recipes that come with the program. */
@Feature(
    name = "samples",
    uses = {"files"})
@NullMarked
package app.valence.samples;

import app.valence.Feature;
import org.jspecify.annotations.NullMarked;
