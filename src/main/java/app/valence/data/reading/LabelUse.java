package app.valence.data.reading;

/** Whether a row needs a label. */
public enum LabelUse {
  /** For training and evaluation: a row without a label is rejected. */
  REQUIRED,
  /** For prediction and annotation: a row without a label is unlabelled. */
  OPTIONAL
}
