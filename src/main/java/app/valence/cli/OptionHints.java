package app.valence.cli;

import app.valence.data.DataFormatException;
import app.valence.data.ImportOption;
import app.valence.model.OtherClassesException;
import app.valence.training.saving.UnusableCheckpointException;
import app.valence.training.setup.TooFewExamplesException;
import java.nio.file.Path;
import java.util.Optional;

/** Says by which option of the command line the remedy of a failure is taken. */
final class OptionHints {
  private OptionHints() {}

  /** The option as it is typed; empty if the failure has no such remedy. */
  static Optional<String> of(Throwable failure) {
    if (failure instanceof TooFewExamplesException) {
      return Optional.of("--validation FILE, or --validation none");
    }
    if (failure instanceof DataFormatException data) {
      return data.remedy().map(OptionHints::option);
    }
    if (failure instanceof OtherClassesException) {
      return Optional.of("--new-head");
    }
    return failure instanceof UnusableCheckpointException checkpoint
        ? checkpoint.earlier().map(OptionHints::resume)
        : Optional.empty();
  }

  private static String option(ImportOption option) {
    return switch (option) {
      case TEXT_COLUMN -> "--text-column NAME";
      case LABEL_COLUMN -> "--label-column NAME";
      case ENCODING -> "--encoding NAME, such as --encoding windows-1252";
      case DELIMITER -> "--delimiter CHAR";
    };
  }

  private static String resume(Path checkpoint) {
    return "--resume=" + checkpoint;
  }
}
