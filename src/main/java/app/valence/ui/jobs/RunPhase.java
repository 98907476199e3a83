package app.valence.ui.jobs;

/** What the run does at the moment. */
public enum RunPhase {
  /** There is none, or it has ended. */
  IDLE,
  /** Its data is read and the engine started. */
  STARTING,
  RUNNING,
  PAUSED,
  /** It finishes its step and writes a checkpoint. */
  STOPPING;

  /** Whether there is a run that has not ended. */
  public boolean isActive() {
    return this != IDLE;
  }
}
