/** The folder in which the window keeps runs and samples, open in one window at a time. */
@Feature(
    name = "workspace",
    uses = {"files", "samples"})
@NullMarked
package app.valence.workspace;

import app.valence.Feature;
import org.jspecify.annotations.NullMarked;
