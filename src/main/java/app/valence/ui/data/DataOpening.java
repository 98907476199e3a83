package app.valence.ui.data;

import app.valence.data.DataFormatException;
import app.valence.data.ImportOption;
import app.valence.data.reading.ImportOptions;
import app.valence.jobs.Outcome;
import app.valence.ui.data.DataReading.Request;
import app.valence.ui.jobs.FxJobRunner.Appearance;
import app.valence.ui.jobs.RunningJob;
import app.valence.ui.text.ErrorText;
import app.valence.ui.text.Messages;
import app.valence.ui.workbench.WindowServices;
import java.nio.charset.Charset;
import java.util.Optional;
import java.util.function.BiConsumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/**
 * Opens data one after the other: a new reading stops the one before, whose result is dropped.
 * Where a reading fails, what is open stays open.
 */
public final class DataOpening {
  private final WindowServices services;
  private final Messages messages;
  private final BiConsumer<LoadedData, Overview> opened;
  private final ReadOnlyObjectWrapper<@Nullable RunningJob> job = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyObjectWrapper<@Nullable Failure> failure = new ReadOnlyObjectWrapper<>();
  private @Nullable Request last;
  private int readings;

  /**
   * Why the last reading failed.
   *
   * @param text what happened and what to do
   * @param remedy what a person may say about the file so that it can be read, if that may help
   */
  public record Failure(String text, Optional<ImportOption> remedy) {}

  private record Opened(LoadedData data, Overview beside) {}

  /** Tells {@code opened} what was read. */
  DataOpening(WindowServices services, Messages messages, BiConsumer<LoadedData, Overview> opened) {
    this.services = services;
    this.messages = messages;
    this.opened = opened;
  }

  void start(Request request) {
    start(request, () -> {});
  }

  /** Opens data; {@code then} follows if nothing else was opened meanwhile. */
  void start(Request request, Runnable then) {
    stop();
    last = request;
    failure.set(null);
    int reading = ++readings;
    RunningJob started =
        services
            .jobs()
            .start(
                Appearance.shown(messages.get("reading.title", request.name())),
                context -> {
                  LoadedData read = new DataReading(request, messages).run(context);
                  return new Opened(read, Overview.of(read, messages));
                },
                outcome -> end(reading, request, then, outcome));
    if (!started.finishedProperty().get()) {
      job.set(started);
    }
  }

  private void end(int reading, Request request, Runnable then, Outcome<Opened> outcome) {
    if (reading != readings) {
      return;
    }
    job.set(null);
    if (outcome instanceof Outcome.Succeeded<Opened> read) {
      opened.accept(read.value().data(), read.value().beside());
      then.run();
    } else if (outcome instanceof Outcome.Failed<Opened> failed) {
      Throwable cause = failed.cause();
      Optional<ImportOption> remedy =
          cause instanceof DataFormatException format ? format.remedy() : Optional.empty();
      failure.set(new Failure(ErrorText.of(cause), remedy));
      services.notices().failed(messages.get("failed.title", request.name()), cause);
    }
  }

  /** Stops the reading that goes on, if one does. */
  public void stop() {
    RunningJob running = job.get();
    if (running != null) {
      running.stop(messages.get("reading.stopped"));
    }
  }

  /** Reads once more what failed, with what a person says about the file. */
  public void readAgain(String answer) {
    Failure failed = failure.get();
    Request request = last;
    if (failed == null || request == null || answer.isBlank()) {
      return;
    }
    try {
      start(request.with(with(request.options(), failed.remedy().orElseThrow(), answer.strip())));
    } catch (IllegalArgumentException unusable) {
      failure.set(new Failure(messages.get("failed.answer", answer.strip()), failed.remedy()));
    }
  }

  private static ImportOptions with(ImportOptions options, ImportOption remedy, String answer) {
    return switch (remedy) {
      case TEXT_COLUMN -> options.withTextColumn(answer);
      case LABEL_COLUMN -> options.withLabelColumn(answer);
      case ENCODING -> options.withEncoding(Charset.forName(answer));
      case DELIMITER -> options.withDelimiter(answer.charAt(0));
    };
  }

  /** Takes the message about a failure away. */
  public void dismiss() {
    failure.set(null);
  }

  /** The reading that goes on, or null. */
  public ReadOnlyObjectProperty<@Nullable RunningJob> jobProperty() {
    return job.getReadOnlyProperty();
  }

  /** Why the last reading failed, or null. */
  public ReadOnlyObjectProperty<@Nullable Failure> failureProperty() {
    return failure.getReadOnlyProperty();
  }
}
