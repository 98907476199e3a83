package app.valence.runs;

/** What became of a run. */
public enum RunStatus {
  /** It is under way, or the program died during it. */
  RUNNING,
  /** The program was closed during it. */
  INTERRUPTED,
  /** It came to its end, or stopped early by itself. */
  FINISHED,
  /** A person stopped it. */
  STOPPED,
  /** Something went wrong. */
  FAILED,
  /** Its loss was no longer a number. */
  DIVERGED;

  /** Whether a run can go on from its latest checkpoint after this. */
  public boolean isResumable() {
    return switch (this) {
      case RUNNING, INTERRUPTED, STOPPED, FAILED -> true;
      case FINISHED, DIVERGED -> false;
    };
  }
}
