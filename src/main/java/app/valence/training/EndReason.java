package app.valence.training;

/** Why a run ended. */
public enum EndReason {
  /** All planned steps were taken. */
  FINISHED,
  /** Evaluations stopped getting better. */
  STOPPED_EARLY,
  /** Somebody asked for it. */
  CANCELLED,
  /** A loss was no longer a number. */
  DIVERGED
}
