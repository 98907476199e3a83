/** Texts and classes as prompts and answers of a language model. */
@Feature(
    name = "prompting",
    uses = {"data", "model", "tensor", "evaluation", "jobs", "files"})
@NullMarked
package app.valence.prompting;

import app.valence.Feature;
import org.jspecify.annotations.NullMarked;
