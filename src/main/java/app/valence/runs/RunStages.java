package app.valence.runs;

/** What the job of a run calls its stages, in order, so that a surface can translate them. */
public final class RunStages {
  /** The data files are read. */
  public static final String READING = "Reading";

  /** The engine is started, which happens once in a program. */
  public static final String STARTING_ENGINE = "Starting the engine";

  /** A vocabulary is learned, and texts become tokens. */
  public static final String TOKENIZING = "Tokenizing";

  /** The model is trained; counted in steps. */
  public static final String TRAINING = "Training";

  /** The kept model is measured on the test data. */
  public static final String TESTING = "Testing";

  private RunStages() {}
}
