/** Neural networks by their Hugging Face names: architectures, tokenizers and checkpoints. */
@Feature(
    name = "model",
    uses = {"data", "tensor", "jobs", "files"})
@NullMarked
package app.valence.model;

import app.valence.Feature;
import org.jspecify.annotations.NullMarked;
