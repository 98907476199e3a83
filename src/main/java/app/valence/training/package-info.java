/** Fine-tuning: the loop, optimizer, schedules, losses, checkpointing and exact resume. */
@Feature(
    name = "training",
    uses = {"data", "model", "prompting", "tensor", "evaluation", "jobs", "files"})
@NullMarked
package app.valence.training;

import app.valence.Feature;
import org.jspecify.annotations.NullMarked;
