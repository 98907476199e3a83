/** Labelled texts: import from files, label sets, data sets and splits. */
@Feature(
    name = "data",
    uses = {"jobs", "files"})
@NullMarked
package app.valence.data;

import app.valence.Feature;
import org.jspecify.annotations.NullMarked;
