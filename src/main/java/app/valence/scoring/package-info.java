/** Batch prediction of files of any size. */
@Feature(
    name = "scoring",
    uses = {"data", "model", "evaluation", "prompting", "jobs", "files"})
@NullMarked
package app.valence.scoring;

import app.valence.Feature;
import org.jspecify.annotations.NullMarked;
