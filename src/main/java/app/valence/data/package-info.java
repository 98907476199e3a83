/** Texts: import from files, label sets, data sets and splits, and corpora without labels. */
@Feature(
    name = "data",
    uses = {"jobs", "files"})
@NullMarked
package app.valence.data;

import app.valence.Feature;
import org.jspecify.annotations.NullMarked;
