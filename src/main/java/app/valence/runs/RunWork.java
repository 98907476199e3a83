package app.valence.runs;

import app.valence.data.LabelSet;
import app.valence.data.Preflight;
import app.valence.data.reading.RejectedRow;
import app.valence.jobs.JobContext;
import app.valence.model.ModelConfig;
import app.valence.tensor.TensorRuntime;
import app.valence.training.TrainingControl;
import app.valence.training.saving.RunFolder;
import app.valence.training.setup.CutTexts;
import app.valence.training.setup.MaximumLength;
import app.valence.training.setup.TrainingData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What all recorded runs go by, whatever is trained.
 *
 * @param runtime gives the engine, which it may have to start
 * @param checkpoint what to go on from, if anything
 */
record RunWork(
    Supplier<TensorRuntime> runtime,
    RunRequest request,
    RunFolder folder,
    Optional<Path> checkpoint,
    RunWatch watch) {
  /** Reads the data, and tells the record and the person about it. */
  TrainingData read(LabelSet labels, RunLog log, JobContext context, RunProgress progress)
      throws IOException {
    TrainingData data =
        TrainingData.read(
            request.data(),
            request.reading(),
            labels,
            request.settings().seed(),
            new JobContext(context.cancellation(), progress.as(RunStages.READING)));
    log.describe(DataDescription.of(data));
    data.rejected()
        .forEach((file, rows) -> watch.warnings().accept(RejectedRow.describe(file, rows)));
    new Preflight(data.splits()).warnings().forEach(watch.warnings());
    context.cancellation().throwIfRequested();
    return data;
  }

  /** The engine; texts are tokenized next. */
  TensorRuntime engine(RunProgress progress) {
    progress.begin(RunStages.STARTING_ENGINE, "");
    TensorRuntime engine = runtime.get();
    progress.begin(RunStages.TOKENIZING, "texts");
    return engine;
  }

  /** The dropout that was asked for, else the model's own. */
  Optional<ModelConfig.Dropout> dropout(ModelConfig config) {
    double attention = config.dropout().attention();
    return request.text().dropout().map(share -> new ModelConfig.Dropout(share, attention, share));
  }

  /**
   * Tokens of a text. Checks too that the model has as many layers as the settings speak of.
   *
   * @param usual unless something else was asked for, where the model takes as many
   */
  int length(ModelConfig config, int usual) throws UnfitRequestException {
    int most = config.maximumLength();
    int length = request.text().maximumLength().orElse(Math.min(usual, most));
    if (!MaximumLength.isPossible(length, most)) {
      throw new UnfitRequestException(
          "The model can take at most %d tokens of a text, and the maximum length is %d."
                  .formatted(most, length)
              + " Choose a smaller one.");
    }
    try {
      request.settings().layers().requireFits(config.size().layers());
    } catch (IllegalArgumentException e) {
      throw new UnfitRequestException(String.valueOf(e.getMessage()));
    }
    return length;
  }

  /** Pauses and stops the training, and hears of its steps. */
  TrainingControl control(JobContext context, RunProgress progress) {
    return new TrainingControl(
        watch.gate(),
        context.cancellation(),
        event -> {
          progress.accept(event);
          watch.events().accept(event);
        });
  }

  /** Warns of texts that are too long. */
  Consumer<CutTexts> cuts() {
    return cut -> watch.warnings().accept(cut.message());
  }
}
