/** Long work: progress, cancellation, pausing and outcomes; the only owner of threads. */
@Feature(
    name = "jobs",
    uses = {})
@NullMarked
package app.valence.jobs;

import app.valence.Feature;
import org.jspecify.annotations.NullMarked;
