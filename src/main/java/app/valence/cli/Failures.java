package app.valence.cli;

import app.valence.data.DataFormatException;
import app.valence.files.FileFailureText;
import app.valence.jobs.JobCancelledException;
import app.valence.model.checkpoint.CheckpointException;
import app.valence.model.generation.PromptLengthException;
import app.valence.model.tokenizer.TokenizerException;
import app.valence.recipes.RecipeException;
import app.valence.tensor.EngineUnavailableException;
import app.valence.tensor.NoSuchDeviceException;
import app.valence.training.setup.UnfitAdapterException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns what went wrong into one line for the user and an exit code. */
final class Failures {
  private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

  private Failures() {}

  /** Says what happened; the stack trace goes to the log only, at the level "debug". */
  static int report(Throwable failure, Terminal terminal) {
    LOG.debug("A command failed", failure);
    if (failure instanceof JobCancelledException) {
      terminal.note(String.valueOf(failure.getMessage()));
      return ExitCode.INTERRUPTED;
    }
    if (failure instanceof OutputClosedException) {
      return ExitCode.OUTPUT_CLOSED;
    }
    String hint = OptionHints.of(failure).map(o -> " The option for it: " + o).orElse("");
    terminal.note("Error: " + message(failure) + hint);
    return exitCode(failure);
  }

  private static int exitCode(Throwable failure) {
    boolean wrongUsage =
        failure instanceof UsageException
            || failure instanceof NoSuchDeviceException
            || failure instanceof UnfitAdapterException;
    if (wrongUsage) {
      return ExitCode.WRONG_USAGE;
    }
    boolean input =
        failure instanceof DataFormatException
            || failure instanceof RecipeException
            || failure instanceof CheckpointException
            || failure instanceof PromptLengthException
            || failure instanceof TokenizerException;
    return input ? ExitCode.UNUSABLE_INPUT : ExitCode.FAILED;
  }

  private static String message(Throwable failure) {
    String words = String.valueOf(failure.getMessage());
    if (failure instanceof FileSystemException file) {
      return FileFailureText.of(file);
    } else if (failure instanceof OutOfMemoryError) {
      return "The memory is used up. Give Java more (java -Xmx4g -jar …), or lower --batch-size or"
          + " --max-length.";
    } else if (isWorded(failure)) {
      return words;
    }
    if (failure.getClass() == RuntimeException.class && failure.getCause() != null) {
      // What wraps a failure, such as JavaFX's launcher, says less than the failure itself.
      return message(failure.getCause());
    }
    return failure.getClass().getSimpleName()
        + ": "
        + words
        + ". This should not happen; please report it with the command that you ran.";
  }

  /** Whether the message was written for the user. */
  private static boolean isWorded(Throwable failure) {
    return failure instanceof UsageException
        || failure instanceof EngineUnavailableException
        || failure instanceof IOException;
  }
}
