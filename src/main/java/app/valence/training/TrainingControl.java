package app.valence.training;

import app.valence.jobs.Cancellation;
import app.valence.jobs.PauseGate;
import java.util.function.Consumer;

/**
 * How people and programs reach into a running run, always between two steps.
 *
 * @param gate pauses it, lets it go on, or lets it take a single step
 * @param cancellation stops it; a checkpoint is written first
 * @param events is told what happens, on the training thread, so it must return at once; a slow
 *     listener goes behind an {@link app.valence.jobs.EventQueue}
 */
public record TrainingControl(
    PauseGate gate, Cancellation cancellation, Consumer<TrainingEvent> events) {
  /** Control of a run that nobody pauses or stops. */
  public static TrainingControl unattended(Consumer<TrainingEvent> events) {
    return new TrainingControl(new PauseGate(), new Cancellation(), events);
  }
}
