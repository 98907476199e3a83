/** How fast this machine trains and predicts, as shares of what its processor can do. */
@Feature(
    name = "benchmark",
    uses = {"data", "model", "tensor", "evaluation", "training", "jobs", "files"})
@NullMarked
package app.valence.benchmark;

import app.valence.Feature;
import org.jspecify.annotations.NullMarked;
