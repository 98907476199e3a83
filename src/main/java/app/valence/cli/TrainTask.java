package app.valence.cli;

/** What a model is trained to do. */
enum TrainTask {
  /** To give each class a probability. */
  CLASSIFICATION,
  /** To answer a prompt with the class. */
  INSTRUCTION
}
