/**
 * How good a classifier is: classification metrics, calibration and the evaluation of a model on a
 * data set.
 */
@Feature(
    name = "evaluation",
    uses = {"data", "model", "tensor", "jobs", "files"})
@NullMarked
package app.valence.evaluation;

import app.valence.Feature;
import org.jspecify.annotations.NullMarked;
