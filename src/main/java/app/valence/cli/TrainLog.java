package app.valence.cli;

import app.valence.training.EndReason;
import app.valence.training.LogRow;
import app.valence.training.RunPlan;
import app.valence.training.TrainingEvent;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Tells what happens in a run. Evaluations and checkpoints have a line of their own; steps have a
 * passing line on a terminal, and elsewhere a plain line now and then.
 */
final class TrainLog implements Consumer<TrainingEvent> {
  private static final Duration BETWEEN_PLAIN_LINES = Duration.ofSeconds(5);

  private final Terminal terminal;
  private final LongSupplier nanoTime;
  private RunPlan plan = new RunPlan(0, 1, 0);
  private long firstStep;
  private long started;
  private Optional<Long> lastLine = Optional.empty();

  /**
   * A log on {@code terminal}.
   *
   * @param nanoTime the clock, as {@link System#nanoTime}
   */
  TrainLog(Terminal terminal, LongSupplier nanoTime) {
    this.terminal = terminal;
    this.nanoTime = nanoTime;
  }

  @Override
  public void accept(TrainingEvent event) {
    if (event instanceof TrainingEvent.Started begin) {
      begin(begin);
    } else if (event instanceof TrainingEvent.MemoryForeseen memory) {
      terminal.say(memory.description());
    } else if (event instanceof TrainingEvent.Logged logged) {
      step(logged.row());
    } else if (event instanceof TrainingEvent.Evaluated evaluated) {
      terminal.say(evaluation(evaluated));
    } else if (event instanceof TrainingEvent.CheckpointSaved saved) {
      terminal.say("Checkpoint: " + saved.folder());
    } else if (event instanceof TrainingEvent.Ended ended) {
      end(ended);
    }
  }

  private void begin(TrainingEvent.Started event) {
    plan = event.plan();
    firstStep = event.step();
    started = nanoTime.getAsLong();
    String trained =
        event.trainableParameters() == event.parameters()
            ? "all trained"
            : String.format(Locale.ROOT, "%,d trained", event.trainableParameters());
    terminal.say(
        String.format(
            Locale.ROOT,
            "Plan: %,d steps, %,d an epoch of %,d examples. Parameters: %,d, %s.",
            plan.totalSteps(),
            plan.stepsPerEpoch(),
            plan.examples(),
            event.parameters(),
            trained));
    if (event.step() > 0) {
      terminal.say(String.format(Locale.ROOT, "%,d steps are done already.", event.step()));
    }
  }

  private void step(LogRow row) {
    if (terminal.isInteractive()) {
      terminal.pass(position(row) + measures(row) + pace(row));
      return;
    }
    long now = nanoTime.getAsLong();
    if (lastLine.isEmpty() || now - lastLine.get() >= BETWEEN_PLAIN_LINES.toNanos()) {
      lastLine = Optional.of(now);
      terminal.say(position(row) + measures(row) + rate(row) + pace(row));
    }
  }

  private String position(LogRow row) {
    return String.format(
        Locale.ROOT, "step %,d/%,d, epoch %.2f", row.step(), plan.totalSteps(), row.epoch());
  }

  private static String measures(LogRow row) {
    return value(row, "loss", ", loss %.4f")
        + value(row, "accuracy", ", accuracy %.3f")
        + value(row, "mean_token_accuracy", ", token accuracy %.3f");
  }

  private static String rate(LogRow row) {
    return value(row, "grad_norm", ", gradient norm %.3g")
        + value(row, "learning_rate", ", learning rate %.3g");
  }

  private String pace(LogRow row) {
    double seconds = (nanoTime.getAsLong() - started) / 1e9;
    double stepsPerSecond = (row.step() - firstStep) / seconds;
    if (!(stepsPerSecond > 0) || Double.isInfinite(stepsPerSecond)) {
      return "";
    }
    double left = (plan.totalSteps() - row.step()) / stepsPerSecond;
    return String.format(
        Locale.ROOT,
        ", %.3g steps/s, %s left",
        stepsPerSecond,
        ProgressLine.clock(Duration.ofMillis(Math.round(1000 * left))));
  }

  private String evaluation(TrainingEvent.Evaluated event) {
    LogRow row = event.row();
    return position(row)
        + value(row, "eval_loss", ": validation loss %.4f")
        + value(row, "eval_accuracy", ", accuracy %.4f")
        + value(row, "eval_f1_macro", ", macro F1 %.4f")
        + value(row, "eval_mean_token_accuracy", ", token accuracy %.4f")
        + (event.best() ? " (the best so far)" : "");
  }

  private void end(TrainingEvent.Ended event) {
    String message = event.message().map(m -> " " + m).orElse("");
    String reason =
        switch (event.reason()) {
          case FINISHED -> "Training is done.";
          case STOPPED_EARLY -> "Training stopped early.";
          case CANCELLED -> "Training was stopped.";
          case DIVERGED -> "Training diverged.";
        };
    boolean failed = event.reason() == EndReason.DIVERGED;
    terminal.say(failed ? reason : reason + message);
  }

  private static String value(LogRow row, String metric, String format) {
    Double value = row.metrics().get(metric);
    return value == null ? "" : String.format(Locale.ROOT, format, value);
  }
}
