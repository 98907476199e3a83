package app.valence.runs;

import app.valence.jobs.PauseGate;
import app.valence.training.TrainingEvent;
import java.util.function.Consumer;

/**
 * How a person follows a run; all is told on the run's thread, so listeners return at once.
 *
 * @param gate pauses it, lets it go on, or lets it take a single step
 * @param events is told what happens in training
 * @param warnings is told, in sentences, of what may spoil the run
 */
public record RunWatch(PauseGate gate, Consumer<TrainingEvent> events, Consumer<String> warnings) {}
