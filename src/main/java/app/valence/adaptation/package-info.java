/** Adapts encoders to texts without labels, and keeps the models that this gives. */
@Feature(
    name = "adaptation",
    uses = {"data", "model", "training", "runs", "tensor", "jobs", "files"})
@NullMarked
package app.valence.adaptation;

import app.valence.Feature;
import org.jspecify.annotations.NullMarked;
